/**
 * Which session a command means: the flag, the environment, the clone's pointer, a session named
 * like the branch, the blueprint. A pointer to nothing falls through with a note.
 */
import { blueprintSession, isReadableName } from "@idse/pipeline-artifacts";
import * as Data from "effect/Data";
import * as Result from "effect/Result";

export type ResolvedBy = "flag" | "environment" | "pointer" | "branch" | "blueprint";

export class SessionUnknown extends Data.TaggedError("SessionUnknown")<{
  readonly name: string;
  readonly askedBy: "flag" | "environment";
}> {}

/** Nothing says which, and there is no blueprint to fall back on. */
export class SessionUndecided extends Data.TaggedError("SessionUndecided")<Record<never, never>> {}

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

export const chooseSession = (
  input: SessionChoiceInput,
): Result.Result<SessionChoice, SessionUnknown | SessionUndecided> => {
  const exists = (name: string): boolean => isReadableName(name) && input.exists(name);
  for (const [name, askedBy] of [
    [input.flag, "flag"],
    [input.environment, "environment"],
  ] as const) {
    if (name === null) continue;
    if (!exists(name)) return Result.fail(new SessionUnknown({ name, askedBy }));
    return Result.succeed({ session: name, resolvedBy: askedBy, dangling: null });
  }
  const pointed = input.pointer === null ? null : readPointer(input.pointer);
  if (pointed !== null && exists(pointed)) {
    return Result.succeed({ session: pointed, resolvedBy: "pointer", dangling: null });
  }
  const segment = input.branch?.split("/").at(-1) ?? null;
  if (segment !== null && exists(segment)) {
    return Result.succeed({ session: segment, resolvedBy: "branch", dangling: pointed });
  }
  if (exists(blueprintSession)) {
    return Result.succeed({ session: blueprintSession, resolvedBy: "blueprint", dangling: pointed });
  }
  return Result.fail(new SessionUndecided());
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
