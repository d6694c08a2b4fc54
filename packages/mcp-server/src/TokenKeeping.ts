/**
 * A tokens file as it is kept: one change at a time, whoever else changes it at the same moment, and readable to its owner
 * only. Lines that are for people stay as they are. A server that runs meanwhile goes by the new file with its next request.
 */
import {
  FileFailure,
  FilePrimitives,
  LockBusy,
  ProcessIdentity,
  replaceFile,
  withLock,
} from "@idse/durable-files";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import { TokensUnreadable } from "./Access.ts";
import { type NewToken, newToken, readTokens, type TokenEntry } from "./Token.ts";

/** A token is taken away by its name, so that no two have the same. */
export class TokenNameTaken extends Data.TaggedError("TokenNameTaken")<{
  readonly name: string;
  readonly tenant: string;
}> {}

export class TokenNameUnknown extends Data.TaggedError("TokenNameUnknown")<{ readonly name: string }> {}

type KeepingFailure = TokensUnreadable | FileFailure | LockBusy;
type Keeping<A, E = never> = Effect.Effect<A, E | KeepingFailure, FilePrimitives | ProcessIdentity>;

/** What the system refuses becomes a typed failure. */
const attempt = <A>(work: () => A): Effect.Effect<A, FileFailure | LockBusy> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(work());
    } catch (error) {
      if (error instanceof FileFailure || error instanceof LockBusy) return Effect.fail(error);
      throw error;
    }
  });

/** The file's text and its tokens; no file is one without tokens. A line that is none is for a person to mend. */
const readAt = (path: string) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const text = yield* attempt(() => (files.stat(path) === undefined ? "" : files.readText(path)));
    const {
      entries,
      problems: [message],
    } = readTokens(text);
    return message === undefined ? { text, entries } : yield* new TokensUnreadable({ path, message });
  });

/** The absolute path has `/` on every system. */
export const listTokens = (path: string): Keeping<ReadonlyArray<TokenEntry>> =>
  Effect.map(readAt(path), ({ entries }) => entries);

type Decide<A, E> = (
  entries: ReadonlyArray<TokenEntry>,
  text: string,
) => Effect.Effect<{ readonly text: string; readonly answer: A }, E>;

/** Reads, decides and writes while nobody else does. */
const change = <A, E>(path: string, decide: Decide<A, E>): Keeping<A, E> =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const identity = yield* ProcessIdentity;
    const changed = Effect.gen(function* () {
      const { entries, text } = yield* readAt(path);
      const decided = yield* decide(entries, text);
      const bytes = new TextEncoder().encode(decided.text);
      yield* attempt(() => replaceFile(files, path, bytes, { durable: true, mode: 0o600 }));
      return decided.answer;
    }).pipe(Effect.provideService(FilePrimitives, files));
    // All of it is synchronous, as the lock wants its body to be.
    const exit = yield* attempt(() =>
      withLock(files, identity, `${path}.lock`, () => Effect.runSyncExit(changed)),
    );
    return yield* exit;
  });

const ended = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Makes the file, and the folders above it, where there is none. */
export const addToken = (
  path: string,
  wanted: { readonly tenant: string; readonly name: string; readonly now: Date },
): Keeping<NewToken, TokenNameTaken> =>
  change(path, (entries, text) => {
    const there = entries.find(({ name }) => name === wanted.name);
    if (there !== undefined) return Effect.fail(new TokenNameTaken(there));
    const token = newToken(wanted);
    return Effect.succeed({ text: `${ended(text)}${token.line}`, answer: token });
  });

/** The entry that opens nothing from now on. */
export const removeToken = (path: string, name: string): Keeping<TokenEntry, TokenNameUnknown> =>
  change(path, (entries, text) => {
    const gone = entries.find((entry) => entry.name === name);
    if (gone === undefined) return Effect.fail(new TokenNameUnknown({ name }));
    const isGone = (line: string): boolean => readTokens(line).entries.some(({ hash }) => hash === gone.hash);
    const left = text.split("\n").filter((line) => !isGone(line));
    return Effect.succeed({ text: left.join("\n"), answer: gone });
  });
