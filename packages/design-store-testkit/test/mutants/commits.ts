/** Stores that write what they should not, or not all of it. */
import { type Change, type DesignStoreService, newOperation, revisionConflict } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { broken, brokenCommit, type Committed, commitBlindly, isAsExpected, type Mutants } from "./Mutant.ts";

/** Ignores the expectations of commits that hold nothing but these. */
const blindTo =
  (isIgnored: (change: Change) => boolean) =>
  (inner: DesignStoreService): DesignStoreService["commit"] =>
  (changes, operation) =>
    changes.every(isIgnored) ? commitBlindly(inner, changes, operation) : inner.commit(changes, operation);

/** Looks first and writes later, whatever happened in between. */
const lookingFirst =
  (isChecked: (change: Change) => boolean) =>
  (inner: DesignStoreService): DesignStoreService["commit"] =>
  (changes, operation) =>
    Effect.gen(function* () {
      const holds = changes.every(isChecked) && (yield* isAsExpected(inner, changes));
      yield* Effect.yieldNow;
      return holds
        ? yield* commitBlindly(inner, changes, operation)
        : yield* inner.commit(changes, operation);
    });

const each = (
  changes: ReadonlyArray<Change>,
  operation: string,
  write: (change: Change, operation: string) => Committed,
): Committed =>
  Effect.map(
    Effect.forEach(changes, (change, index) =>
      Effect.andThen(Effect.yieldNow, write(change, `${operation} ${index}`)),
    ),
    (results) => ({ heads: results.flatMap((result) => result.heads) }),
  );

const wellFormed = (change: Change): Change =>
  change._tag === "Put" ? { ...change, content: change.content.toWellFormed() } : change;

export const commitMutants: Mutants = {
  "blind put": brokenCommit("replaces at the expected revision and refuses a stale one", (inner) => {
    return (changes, operation) => commitBlindly(inner, changes, operation);
  }),

  "ignored expectation of a replacement": brokenCommit(
    "replaces at the expected revision and refuses a stale one",
    blindTo((change) => change._tag === "Put" && change.expect !== "absent"),
  ),

  "ignored expectation of a removal": brokenCommit(
    "removes at the expected revision, and not at a stale one",
    blindTo((change) => change._tag === "Remove"),
  ),

  "replacement of nothing that makes it": brokenCommit(
    "refuses to replace or remove what is not there",
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        const [found] = yield* inner.get([changes[0].ref]);
        return yield* found?._tag === "Missing" && changes.length === 1
          ? commitBlindly(inner, changes, operation)
          : inner.commit(changes, operation);
      }),
  ),

  "document named twice, the last one written": brokenCommit(
    "refuses a document that is named twice in one commit",
    (inner) =>
      ([first, ...rest], operation) => {
        const last = new Map([first, ...rest].map((change) => [refKey(change.ref), change]));
        const [one, ...others] = last.values();
        return inner.commit(one === undefined ? [first, ...rest] : [one, ...others], operation);
      },
  ),

  "half a character replaced": brokenCommit(
    "refuses half a character, which UTF-8 cannot carry",
    (inner) =>
      ([first, ...rest], operation) =>
        inner.commit([wellFormed(first), ...rest.map(wellFormed)], operation),
  ),

  "ignored expectation of absence": brokenCommit(
    "refuses to make a document that is there",
    blindTo((change) => change.expect === "absent"),
  ),

  "check, then write": brokenCommit(
    "lets one of twenty writers win",
    lookingFirst((change) => change.expect !== "absent"),
  ),

  "check, then make": brokenCommit(
    "lets one of twenty win who make the same document",
    lookingFirst((change) => change.expect === "absent"),
  ),

  "check, then remove": brokenCommit(
    "lets one win where a document is replaced and removed at once",
    lookingFirst((change) => change._tag === "Remove"),
  ),

  "check all, then write one by one": brokenCommit(
    "lets one of ten win who write the same two documents, and gives both",
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        if (changes.length === 1 || !(yield* isAsExpected(inner, changes)))
          return yield* inner.commit(changes, operation);
        return yield* each(changes, operation, (change, part) => commitBlindly(inner, [change], part));
      }),
  ),

  "batch written one by one": brokenCommit(
    "writes nothing of a commit in which one expectation fails",
    (inner) => (changes, operation) =>
      each(changes, operation, (change, part) => inner.commit([change], part)),
  ),

  "conflict that names the whole commit": brokenCommit(
    "names every document whose expectation failed, and makes no part of a new session",
    (inner) => (changes, operation) =>
      Effect.catchTag(inner.commit(changes, operation), "RevisionConflict", () =>
        Effect.fail(
          revisionConflict(
            "memory",
            changes.map((change) => change.ref),
          ),
        ),
      ),
  ),

  "heads of a commit in another order": brokenCommit(
    "makes, replaces and removes in one commit, with heads in the order of the changes",
    (inner) => (changes, operation) =>
      Effect.map(inner.commit(changes, operation), ({ heads }) => ({ heads: heads.toReversed() })),
  ),

  "absence means delete": brokenCommit(
    "leaves every other document alone",
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        const result = yield* inner.commit(changes, operation);
        const [{ ref }] = changes;
        const { heads } = yield* inner.heads({
          project: ref.project,
          ...(ref.session === null ? {} : { sessions: [ref.session] }),
        });
        const named = new Set(changes.map((change) => refKey(change.ref)));
        for (const head of heads)
          if (!named.has(refKey(head.ref)))
            yield* inner.commit(
              [{ _tag: "Remove", ref: head.ref, expect: { revision: head.revision } }],
              newOperation(),
            );
        return result;
      }),
  ),

  "removal that keeps the content": brokenCommit(
    "removes at the expected revision, and not at a stale one",
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        if (changes[0]._tag === "Put") return yield* inner.commit(changes, operation);
        const [found] = yield* inner.get([changes[0].ref]);
        const content = found?._tag === "StoredDocument" ? found.content : "";
        const { heads } = yield* inner.commit([{ ...changes[0], _tag: "Put", content }], operation);
        return { heads: heads.map((head) => ({ ...head, removed: true })) };
      }),
  ),

  "equal content not written": broken("writes equal content again at the expected revision", (inner) => ({
    commit: (changes, operation) =>
      Effect.gen(function* () {
        const [found] = yield* inner.get([changes[0].ref]);
        const isEqual =
          changes[0]._tag === "Put" &&
          found?._tag === "StoredDocument" &&
          found.content === changes[0].content &&
          (yield* isAsExpected(inner, changes));
        return isEqual ? { heads: [] } : yield* inner.commit(changes, operation);
      }),
  })),
};
