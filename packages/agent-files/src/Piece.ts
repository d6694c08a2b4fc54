/**
 * A piece: one thing that IDSE keeps in one file, be it the whole file, a block or an entry of it. Each kind
 * can put it in, take it out again, and look what is there.
 */
import type { FileProblem } from "@idse/managed-block";
import type { Agent } from "./Agents.ts";

/** What agents get, in the order in which it is planned. */
export const agentFileParts = ["instructions", "skills", "mcp", "hooks"] as const;
export type AgentFilePart = (typeof agentFileParts)[number];

/**
 * - `absent`: not there
 * - `current`: as it would be written now
 * - `outdated`: as IDSE wrote it, for another project or by another version
 * - `changed`: somebody else's, or changed by somebody
 * - `unreadable`: the file cannot be read
 */
export type PieceState = "absent" | "current" | "outdated" | "changed" | "unreadable";

export interface Look {
  readonly state: PieceState;
  /** Where it stands, from 1; null where that cannot be said. */
  readonly line: number | null;
}

/** Something a person should know; the file was left as it is in this. */
export interface Note {
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

export type Outcome =
  | { readonly ok: true; readonly content: string | null; readonly notes: ReadonlyArray<Note> }
  | { readonly ok: false; readonly problem: FileProblem };

export interface PieceContent {
  /** Null is a file that does not exist. */
  readonly put: (text: string | null, force: boolean) => Outcome;
  /** Content null: nothing is left, and the file goes. */
  readonly take: (text: string, force: boolean) => Outcome;
  readonly look: (text: string | null) => Look;
}

export interface Piece extends PieceContent {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly part: AgentFilePart;
  /** Who reads it. */
  readonly agents: ReadonlyArray<Agent>;
}

export const written = (content: string | null, notes: ReadonlyArray<Note> = []): Outcome => ({
  ok: true,
  content,
  notes,
});

/** What is said of something that is left alone because it is not, or no longer, as IDSE wrote it. */
export const leftAlone = (line: number | null, what: string): Note => ({
  line,
  message: `${what} is not as idse wrote it, and was left as it is.`,
  hint: "Take it out by hand, or run the command again with --force.",
});
