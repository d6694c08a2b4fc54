/**
 * What each agent reads at its start: AGENTS.md, and a pointer to it only for those that would not read it. No
 * text stands in two files, since Copilot loads all that it knows.
 */
import { bodyOf, locateBlock, markdownBlock, type Placed, textMark } from "@idse/managed-block";
import type { AgentFilesInput } from "../AgentFilesInput.ts";
import { agents } from "../Agents.ts";
import {
  importsInstructions,
  instructions,
  placeImport,
  placeInstructions,
  takeImport,
  takeInstructions,
} from "../InstructionFiles.ts";
import { type Look, type Outcome, type Piece, written } from "../Piece.ts";
import { geminiContext } from "./GeminiContext.ts";

export const instructionPieces = (input: AgentFilesInput): ReadonlyArray<Piece> => [
  {
    path: "AGENTS.md",
    part: "instructions",
    agents,
    put: (text, force) => outcome(placeInstructions(text, { ...input, force })),
    take: (text) => outcome(takeInstructions(text)),
    look: (text) => lookAtBlock(text, instructions(input)),
  },
  {
    path: "CLAUDE.md",
    part: "instructions",
    agents: ["claude"],
    put: (text, force) => outcome(placeImport(text, force)),
    take: (text) => outcome(takeImport(text, input.existing["AGENTS.md"])),
    look: (text) => {
      const block = lookAtBlock(text, "@AGENTS.md");
      const isImported = block.state === "absent" && text !== null && importsInstructions(text);
      return isImported ? { state: "current", line: null } : block;
    },
  },
  { path: ".gemini/settings.json", part: "instructions", agents: ["gemini"], ...geminiContext },
];

const outcome = (placed: Placed | { readonly ok: true; readonly content: string | null }): Outcome =>
  placed.ok ? written(placed.content) : placed;

const lookAtBlock = (text: string | null, wanted: string): Look => {
  const located = locateBlock(markdownBlock, text ?? "");
  if (!located.ok) return { state: "unreadable", line: located.problem.line };
  if (text === null || located.block === null) return { state: "absent", line: null };
  const { line, notes } = located.block;
  const body = bodyOf(text, located.block);
  if (body === wanted.trimEnd()) return { state: "current", line };
  // Blocks of earlier versions have no mark, so that nobody can say whether they were changed.
  const isOurs = notes.text === null || notes.text === textMark(body);
  return { state: isOurs ? "outdated" : "changed", line };
};
