/**
 * Commits of several documents whose client dies in the middle, for stores that cannot write all or
 * nothing: nobody may take the half for the whole, and sending the commit again completes it.
 */
import { type Change, type DesignStoreService, type NonEmpty, newOperation } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import { check, oneOf, same } from "../Assert.ts";
import { commit, documentRef, project, put } from "../StoreCase.ts";
import { after, before, bystander, digestsOf, old, type Shape, seed } from "../TornShape.ts";

export interface TornStores {
  /** Its client dies after so many write requests. */
  readonly dying: DesignStoreService;
  readonly next: DesignStoreService;
}

/** One claim about a new backend for each number of writes after which a client dies. */
export interface TornCase {
  readonly name: string;
  readonly run: (
    openTorn: (afterWrites: number) => Effect.Effect<TornStores, unknown, Scope.Scope>,
  ) => Effect.Effect<void, unknown>;
}

/** More writes than any commit of four documents can need. */
const mostWrites = 200;

const contentsOf = (store: DesignStoreService, refs: ReadonlyArray<DocumentRef>) =>
  Effect.map(store.get(refs), (found) => found.map((one) => (one._tag === "Missing" ? null : one.content)));

/** What a reader sees, or undefined where it is told that this is torn. */
const unlessTorn = <A>(
  reading: Effect.Effect<A, { readonly _tag: string; readonly message: string }>,
  shape: Shape,
  what: string,
): Effect.Effect<A | undefined> =>
  Effect.map(Effect.result(reading), (answer) => {
    if (answer._tag === "Success") return answer.success;
    const { _tag, message } = answer.failure;
    oneOf(_tag, ["Malformed"], `${what}: how a torn document is told (${message})`);
    const names = shape.flatMap(([, ref]) => [ref.session ?? ref.project, ref.kind]);
    check(
      names.some((name) => message.includes(name)),
      `${what}: "${message}" does not say which document`,
    );
    return undefined;
  });

/** Holds what several readings gave, undefined where one was refused, against both states. */
const isOneState = (
  found: ReadonlyArray<string | null | undefined>,
  shape: Shape,
  what: string,
): "old" | "new" | "torn" => {
  const agrees = (state: ReadonlyArray<string | null>) =>
    found.every((content, index) => content === undefined || content === state[index]);
  check(
    agrees(before(shape)) || agrees(after(shape)),
    `${what}: half is shown as whole: ${JSON.stringify(found)}`,
  );
  if (found.includes(undefined)) return "torn";
  return agrees(after(shape)) ? "new" : "old";
};

const listed = (store: DesignStoreService, shape: Shape) => {
  const keys = new Set(shape.map(([, ref]) => refKey(ref)));
  return Effect.map(store.heads({ project }), ({ heads }) =>
    heads
      .filter((head) => keys.has(refKey(head.ref)))
      .map((head) => `${refKey(head.ref)} ${head.digest}`)
      .sort(),
  );
};

const isShownAsItIs = ({ next }: TornStores, shape: Shape, afterWrites: number) =>
  Effect.gen(function* () {
    const what = `a client died after ${afterWrites} writes`;
    const refs = shape.map(([, ref]) => ref);
    const single = yield* Effect.forEach(refs, (ref) =>
      Effect.map(unlessTorn(contentsOf(next, [ref]), shape, `${what}, get of one`), (found) =>
        found === undefined ? undefined : (found[0] ?? null),
      ),
    );
    const state = isOneState(single, shape, `${what}, get of each`);
    if (afterWrites === 0) same(state, "old", "what is there before anything was written");
    const together = yield* unlessTorn(contentsOf(next, refs), shape, `${what}, get of all`);
    isOneState(together ?? refs.map(() => undefined), shape, `${what}, get of all`);
    const heads = yield* unlessTorn(listed(next, shape), shape, `${what}, heads`);
    if (heads !== undefined)
      check(
        [before(shape), after(shape)].some(
          (contents) => JSON.stringify(digestsOf(shape, contents)) === JSON.stringify(heads),
        ),
        `${what}: heads lists half as whole: ${heads.join(", ")}`,
      );
    same(yield* contentsOf(next, [bystander]), [old(bystander)], `${what}: a document beside it`);
  });

const isComplete = (store: DesignStoreService, shape: Shape, what: string) =>
  Effect.gen(function* () {
    const refs = shape.map(([, ref]) => ref);
    same(yield* contentsOf(store, refs), after(shape), `${what}: the contents`);
    same(yield* listed(store, shape), digestsOf(shape, after(shape)), `${what}: heads`);
  });

const isCompletedBySendingAgain = (
  store: DesignStoreService,
  shape: Shape,
  changes: NonEmpty<Change>,
  operation: string,
  what: string,
) =>
  Effect.gen(function* () {
    const { heads } = yield* store.commit(changes, operation);
    same(
      heads.map((head) => [refKey(head.ref), head.removed]),
      shape.map(([kind, ref]) => [refKey(ref), kind === "remove"]),
      `${what}: the heads of the commit sent again`,
    );
    yield* isComplete(store, shape, what);
    const [first] = heads;
    check(first !== undefined, "a commit gives a head for each change");
    yield* commit(store, put(first.ref, "later\n", first.revision));
    yield* store.commit(changes, operation);
    same(
      yield* contentsOf(store, [first.ref]),
      ["later\n"],
      `${what}: a later write, after it came once more`,
    );
  });

/** One run; true where the client finished before it had to die. */
const attempt = (
  openTorn: Parameters<TornCase["run"]>[0],
  shape: Shape,
  afterWrites: number,
): Effect.Effect<boolean, unknown> =>
  Effect.scoped(
    Effect.gen(function* () {
      const stores = yield* openTorn(afterWrites);
      const changes = yield* seed(stores.next, shape);
      const operation = newOperation();
      const sent = yield* Effect.exit(stores.dying.commit(changes, operation));
      if (sent._tag === "Success") {
        check(
          afterWrites > 0,
          "the client that may write nothing did not die; is `torn` given what to count?",
        );
        yield* isComplete(stores.next, shape, `a commit of ${afterWrites} writes or less`);
        return true;
      }
      yield* isShownAsItIs(stores, shape, afterWrites);
      const what = `sent again after ${afterWrites} writes`;
      yield* isCompletedBySendingAgain(stores.next, shape, changes, operation, what);
      return false;
    }),
  );

const tornCase = (name: string, shape: Shape): TornCase => ({
  name: `never shows half a commit as whole, and completes it when it is sent again: ${name}`,
  run: (openTorn) =>
    Effect.gen(function* () {
      for (let afterWrites = 0; afterWrites <= mostWrites; afterWrites += 1)
        if (yield* attempt(openTorn, shape, afterWrites)) return;
      check(false, `a commit of four documents was not finished by ${mostWrites} writes`);
    }),
});

export const tornCases: ReadonlyArray<TornCase> = [
  tornCase("four documents of a session", [
    ["make", documentRef("plan")],
    ["replace", documentRef("intent")],
    ["replace", documentRef("context")],
    ["remove", documentRef("spec")],
  ]),
  tornCase("documents of two sessions and of the project", [
    ["make", documentRef("spec", "beta")],
    ["replace", documentRef("intent")],
    ["replace", documentRef("project", null)],
    ["remove", documentRef("spec")],
  ]),
  tornCase("a new session", [
    ["make", documentRef("session", "gamma")],
    ["make", documentRef("intent", "gamma")],
    ["make", documentRef("context", "gamma")],
    ["make", documentRef("spec", "gamma")],
  ]),
];
