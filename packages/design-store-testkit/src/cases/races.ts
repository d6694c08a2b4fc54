/** Many writers of one document at one moment: what one of them wrote stands, whole, and the others are told. */
import {
  type Change,
  type CommitResult,
  type DesignStoreService,
  newOperation,
  type RevisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import type * as Result from "effect/Result";
import { check, oneOf, same } from "../Assert.ts";
import {
  commit,
  commitOne,
  contentOf,
  type Declared,
  documentRef,
  project,
  put,
  remove,
  type StoreCase,
} from "../StoreCase.ts";

const ref = documentRef("intent");
const [left, right] = [documentRef("spec"), documentRef("plan")];

type Answer = Result.Result<CommitResult, RevisionConflict | StoreFailure>;
type Commit = readonly [Change, ...Array<Change>];

/** All of them are sent before any is answered. */
const race = (store: DesignStoreService, commits: ReadonlyArray<Commit>) =>
  Effect.forEach(commits, (changes) => Effect.result(store.commit(changes, newOperation())), {
    concurrency: "unbounded",
  });

const texts = (length: number): ReadonlyArray<string> =>
  Array.from({ length }, (_, index) => `writer ${index}\n`.repeat(50));

/** One won, and nobody lost but by a conflict. */
const hasOneWinner = (answers: ReadonlyArray<Answer>): number => {
  const winners = answers.flatMap((answer, index) => (answer._tag === "Success" ? [index] : []));
  const [winner] = winners;
  check(winner !== undefined && winners.length === 1, `one wins, not ${winners.length}`);
  for (const answer of answers)
    if (answer._tag === "Failure") same(answer.failure._tag, "RevisionConflict", "how the others lost");
  return winner;
};

const isOneWriters = (
  { capabilities }: Declared,
  content: string | null,
  writers: ReadonlyArray<string>,
  answers: ReadonlyArray<Answer>,
): void => {
  const standing = content === null ? -1 : writers.indexOf(content);
  check(standing >= 0, "the content is one writer's, whole");
  const answer = answers[standing];
  if (capabilities.cas === "native") same(standing, hasOneWinner(answers), "whose content it is");
  else if (answer?._tag === "Failure" && capabilities.cas === "checked")
    oneOf(answer.failure._tag, ["Unavailable"], "what the one was told whose content stands");
};

export const raceCases: ReadonlyArray<StoreCase> = [
  {
    name: "lets one of twenty writers win",
    run: (store, declared) =>
      Effect.gen(function* () {
        const start = yield* commitOne(store, put(ref, "start\n", "absent"));
        const writers = texts(20);
        const answers = yield* race(
          store,
          writers.map((content): Commit => [put(ref, content, start.revision)]),
        );
        isOneWriters(declared, yield* contentOf(store, ref), writers, answers);
      }),
  },
  {
    name: "lets one of twenty win who make the same document",
    run: (store, declared) =>
      Effect.gen(function* () {
        const writers = texts(20);
        const answers = yield* race(
          store,
          writers.map((content): Commit => [put(ref, content, "absent")]),
        );
        const reading = yield* Effect.result(
          Effect.all([contentOf(store, ref), store.heads({ project })] as const),
        );
        if (reading._tag === "Failure" && declared.capabilities.cas !== "native")
          return oneOf(reading.failure._tag, ["Malformed"], "how a document that is there twice is told");
        const [content, { heads }] = yield* Effect.fromResult(reading);
        same(heads.length, 1, "documents listed");
        isOneWriters(declared, content, writers, answers);
      }),
  },
  {
    name: "lets one win where a document is replaced and removed at once",
    about: ({ capabilities }) => capabilities.cas === "native",
    run: (store) =>
      Effect.gen(function* () {
        const { revision } = yield* commitOne(store, put(ref, "start\n", "absent"));
        const commits = texts(10).flatMap(
          (content): ReadonlyArray<Commit> => [[put(ref, content, revision)], [remove(ref, revision)]],
        );
        const winner = hasOneWinner(yield* race(store, commits));
        const [change] = commits[winner] ?? [];
        same(yield* contentOf(store, ref), change?._tag === "Put" ? change.content : null, "what is there");
      }),
  },
  {
    name: "lets one of ten win who write the same two documents, and gives both",
    about: ({ capabilities }) => capabilities.cas === "native" && capabilities.atomicCommit,
    run: (store) =>
      Effect.gen(function* () {
        const [one, other] = yield* commit(store, put(left, "1\n", "absent"), put(right, "1\n", "absent"));
        check(one !== undefined && other !== undefined, "two changes have two heads");
        const writers = texts(10);
        // Half of them name the documents the other way round.
        const commits = writers.map((content, index): Commit => {
          const [first, second] = [put(left, content, one.revision), put(right, content, other.revision)];
          return index % 2 === 0 ? [first, second] : [second, first];
        });
        const content = writers[hasOneWinner(yield* race(store, commits))];
        same([yield* contentOf(store, left), yield* contentOf(store, right)], [content, content], "both");
      }),
  },
];
