/** Commits that were carried out and whose answer was lost: what is read back, sent again, and built upon. */
import {
  type Change,
  type CommitResult,
  type DesignStoreService,
  type NonEmpty,
  newOperation,
} from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type CommitFailure, check, oneOf, same } from "../Assert.ts";
import { commit, commitOne, type Declared, documentRef, project, put, remove } from "../StoreCase.ts";

/** One claim about a store that loses an answer when told to. */
export interface UnansweredCase {
  readonly name: string;
  readonly run: (store: DesignStoreService, loseNextAnswer: () => void) => Effect.Effect<void, CommitFailure>;
}

const [intent, spec, plan] = [documentRef("intent"), documentRef("spec"), documentRef("plan")];

type State = ReadonlyArray<{ readonly content: string | null; readonly revision: string | null }>;

const stateOf = (store: DesignStoreService, refs: ReadonlyArray<DocumentRef>) =>
  Effect.map(
    store.get(refs),
    (found): State =>
      found.map((one) =>
        one._tag === "Missing"
          ? { content: null, revision: null }
          : { content: one.content, revision: one.revision },
      ),
  );

/** A removal's revision is nowhere to be read. */
const factsOf = ({ heads }: CommitResult) =>
  heads.map((head) => [refKey(head.ref), head.removed, head.removed ? null : head.revision]);

const contentsIn = (state: State) => state.map((one) => one.content);
const contentAfter = (change: Change) => (change._tag === "Put" ? change.content : null);

/** Somebody else writes over, or makes anew, each of the documents. */
const writeOver = (
  store: DesignStoreService,
  refs: ReadonlyArray<DocumentRef>,
  state: State,
  content: string,
) =>
  Effect.forEach(refs, (ref, index) => commit(store, put(ref, content, state[index]?.revision ?? "absent")));

const isSettled = (
  store: DesignStoreService,
  loseNextAnswer: () => void,
  { capabilities }: Declared,
  changes: NonEmpty<Change>,
) =>
  Effect.gen(function* () {
    const refs = changes.map((change) => change.ref);
    const operation = newOperation();
    loseNextAnswer();
    const answer = yield* Effect.result(store.commit(changes, operation));
    if (answer._tag === "Failure") oneOf(answer.failure._tag, ["Unavailable"], "how a lost answer is told");

    const written = yield* stateOf(store, refs);
    same(contentsIn(written), changes.map(contentAfter), "what is read back");
    const { cursor } = yield* store.heads({ project });

    const expected = refs.map((ref, index) => [
      refKey(ref),
      changes[index]?._tag === "Remove",
      written[index]?.revision ?? null,
    ]);
    // A store may find out by itself what became of its request.
    if (answer._tag === "Success") same(factsOf(answer.success), expected, "the answer it found by itself");
    same(
      factsOf(yield* store.commit(changes, operation)),
      expected,
      "the answer to the operation sent again",
    );
    same(yield* stateOf(store, refs), written, "what is there after it was sent again");
    if (capabilities.changes === "exact")
      same((yield* store.heads({ project }, cursor)).heads, [], "what sending it again changed");

    yield* writeOver(store, refs, written, "later\n");
    const later = yield* stateOf(store, refs);
    yield* store.commit(changes, operation);
    same(yield* stateOf(store, refs), later, "what was written later, after the operation came once more");
    yield* Effect.forEach(refs, (ref, index) => commit(store, remove(ref, later[index]?.revision ?? "")));
    yield* store.commit(changes, operation);
    same(
      contentsIn(yield* stateOf(store, refs)),
      refs.map(() => null),
      "what was removed later, after the operation came once more",
    );
  });

const onceThough = (what: string) => `${what} once, though the answer was lost`;

const severalAtOnce = (declared: Declared): UnansweredCase => ({
  name: onceThough("writes several documents"),
  run: (store, loseNextAnswer) =>
    Effect.gen(function* () {
      const [old, gone] = yield* commit(store, put(spec, "1\n", "absent"), put(plan, "1\n", "absent"));
      check(old !== undefined && gone !== undefined, "two changes have two heads");
      yield* isSettled(store, loseNextAnswer, declared, [
        put(intent, "1\n", "absent"),
        put(spec, "2\n", old.revision),
        remove(plan, gone.revision),
      ]);
    }),
});

/** Several documents at once only where that is one write. */
export const unansweredCases = (declared: Declared): ReadonlyArray<UnansweredCase> => [
  {
    name: onceThough("makes a document"),
    run: (store, loseNextAnswer) =>
      isSettled(store, loseNextAnswer, declared, [put(intent, "1\n", "absent")]),
  },
  {
    name: onceThough("replaces a document"),
    run: (store, loseNextAnswer) =>
      Effect.gen(function* () {
        const { revision } = yield* commitOne(store, put(intent, "1\n", "absent"));
        yield* isSettled(store, loseNextAnswer, declared, [put(intent, "2\n", revision)]);
      }),
  },
  {
    name: onceThough("removes a document"),
    run: (store, loseNextAnswer) =>
      Effect.gen(function* () {
        const { revision } = yield* commitOne(store, put(intent, "1\n", "absent"));
        yield* isSettled(store, loseNextAnswer, declared, [remove(intent, revision)]);
      }),
  },
  ...(declared.capabilities.atomicCommit ? [severalAtOnce(declared)] : []),
];
