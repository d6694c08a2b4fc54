/**
 * Which session is meant: the flag, the environment, the clone's pointer, a session named like the branch, the
 * blueprint. A pointer to nothing falls through with a note. It imports nothing that loads long: a guard asks it too.
 */
import { blueprintSession, isReadableName } from "@idse/pipeline-artifacts";

export type ResolvedBy = "flag" | "environment" | "pointer" | "branch" | "blueprint";

export interface SessionChoiceInput {
  readonly flag: string | null;
  /** `IDSE_SESSION` */
  readonly environment: string | null;
  /** The content of CURRENT_SESSION as it stands, or null. */
  readonly pointer: string | null;
  /** The branch that is checked out, as `feature/checkout`. */
  readonly branch: string | null;
  readonly exists: (session: string) => boolean;
}

export interface SessionChoice {
  readonly session: string;
  readonly resolvedBy: ResolvedBy;
  /** What the pointer names, where it names no session. */
  readonly dangling: string | null;
}

export type SessionAnswer =
  | { readonly _tag: "Chosen"; readonly choice: SessionChoice }
  | { readonly _tag: "Unknown"; readonly name: string; readonly askedBy: "flag" | "environment" }
  /** Nothing says which, and there is no blueprint to fall back on. */
  | { readonly _tag: "Undecided" };

const chosen = (session: string, resolvedBy: ResolvedBy, dangling: string | null = null): SessionAnswer => ({
  _tag: "Chosen",
  choice: { session, resolvedBy, dangling },
});

export const sessionMeant = (input: SessionChoiceInput): SessionAnswer => {
  const exists = (name: string): boolean => isReadableName(name) && input.exists(name);
  for (const [name, askedBy] of [
    [input.flag, "flag"],
    [input.environment, "environment"],
  ] as const) {
    if (name === null) continue;
    return exists(name) ? chosen(name, askedBy) : { _tag: "Unknown", name, askedBy };
  }
  const pointed = input.pointer === null ? null : readPointer(input.pointer);
  if (pointed !== null && exists(pointed)) return chosen(pointed, "pointer");
  const segment = input.branch?.split("/").at(-1) ?? null;
  if (segment !== null && exists(segment)) return chosen(segment, "branch", pointed);
  return exists(blueprintSession) ? chosen(blueprintSession, "blueprint", pointed) : { _tag: "Undecided" };
};

/** A pointer file's session: a plain id, or the older lines `session_id: X`. Null where it says nothing. */
export const readPointer = (text: string): string | null => {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const labelled = lines
    .map((line) => /^session_id\s*:\s*(.+)$/.exec(line)?.[1])
    .find((id) => id !== undefined);
  return (labelled ?? lines[0])?.replace(/^["']|["']$/g, "") || null;
};

/** The branch named by a git HEAD file, or null where none is checked out. */
export const branchOfHead = (head: string): string | null =>
  /^ref:\s*refs\/heads\/(.+?)\s*$/.exec(head)?.[1] ?? null;
