import type { AgentFilesInput } from "../AgentFilesInput.ts";
import type { Piece } from "../Piece.ts";
import { hookPieces } from "./Hooks.ts";
import { instructionPieces } from "./Instructions.ts";
import { mcpPieces } from "./McpClients.ts";
import { skillPieces } from "./Skills.ts";

/** Every piece, in the order in which it is put in. */
export const piecesFor = (input: AgentFilesInput): ReadonlyArray<Piece> => [
  ...instructionPieces(input),
  ...skillPieces(),
  ...mcpPieces(input),
  ...hookPieces(input),
];
