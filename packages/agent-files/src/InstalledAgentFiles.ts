/** What of the agents' files is there, and whether it is as IDSE would write it now. */
import type { AgentFilesInput } from "./AgentFilesInput.ts";
import { type Agent, agents } from "./Agents.ts";
import { type AgentFilePart, agentFileParts, type Look, type Piece, type PieceState } from "./Piece.ts";
import { piecesFor } from "./pieces/index.ts";

export interface InstalledPiece extends Look {
  readonly path: string;
}

export interface InstalledPart {
  readonly part: AgentFilePart;
  /** What a person has to know of its pieces: the worst of them. One that is only partly there is outdated. */
  readonly state: PieceState;
  readonly pieces: ReadonlyArray<InstalledPiece>;
}

export interface InstalledAgent {
  readonly agent: Agent;
  readonly parts: ReadonlyArray<InstalledPart>;
}

/** For each agent what is installed. A path that `existing` does not have counts as not there. */
export const installedAgentFiles = (input: AgentFilesInput): ReadonlyArray<InstalledAgent> => {
  const pieces = piecesFor(input);
  return agents.map((agent) => ({
    agent,
    parts: agentFileParts.map((part) =>
      partOf(
        part,
        pieces.filter((piece) => piece.part === part && piece.agents.includes(agent)),
        input,
      ),
    ),
  }));
};

const partOf = (
  part: AgentFilePart,
  pieces: ReadonlyArray<Piece>,
  { existing }: AgentFilesInput,
): InstalledPart => {
  const looks = pieces.map(({ path, look }) => ({ path, ...look(existing[path] ?? null) }));
  return { part, state: combined(looks.map(({ state }) => state)), pieces: looks };
};

const worstFirst: ReadonlyArray<PieceState> = ["unreadable", "changed", "outdated"];

const combined = (states: ReadonlyArray<PieceState>): PieceState => {
  const worst = worstFirst.find((state) => states.includes(state));
  if (worst !== undefined) return worst;
  if (states.every((state) => state === "absent")) return "absent";
  return states.includes("absent") ? "outdated" : "current";
};
