/** Stores that do not know what became of a commit whose answer was lost. */
import {
  DesignStore,
  type DesignStoreService,
  layerMemory,
  makeMemory,
  newOperation,
  Rejected,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { losingAnswers } from "../fixtureStores.ts";
import { commitBlindly, type Mutant, type Mutants, strict } from "./Mutant.ts";

type Commit = DesignStoreService["commit"];

const made = "makes a document once, though the answer was lost";

/** A store whose commits go through `change`. */
const below = (red: string, change: (inner: DesignStoreService) => Commit): Mutant => ({
  make: () => layerMemory,
  options: {
    capabilities: strict,
    unanswered: () => losingAnswers(Effect.map(makeMemory, (inner) => ({ ...inner, commit: change(inner) }))),
  },
  red,
});

/** What its caller is told goes through `change`. */
const above = (red: string, change: (losing: DesignStoreService) => Commit): Mutant => ({
  make: () => layerMemory,
  options: {
    capabilities: strict,
    unanswered: () => {
      const { layer, loseNextAnswer } = losingAnswers(makeMemory);
      const told = DesignStore.use((losing) => Effect.succeed({ ...losing, commit: change(losing) }));
      return { layer: Layer.effect(DesignStore, told).pipe(Layer.provide(layer)), loseNextAnswer };
    },
  },
  red,
});

export const answerMutants: Mutants = {
  "lost answer that writes twice": below(made, (inner) => {
    const seen = new Set<string>();
    return (changes, operation) => {
      if (seen.has(operation)) return commitBlindly(inner, changes, newOperation());
      seen.add(operation);
      return inner.commit(changes, operation);
    };
  }),

  "lost operation memory": below(made, (inner) => (changes) => inner.commit(changes, newOperation())),

  "operation of a replacement forgotten": below(
    "replaces a document once, though the answer was lost",
    (inner) => (changes, operation) =>
      inner.commit(changes, changes[0].expect === "absent" ? operation : newOperation()),
  ),

  "operation of a removal forgotten": below(
    "removes a document once, though the answer was lost",
    (inner) => (changes, operation) =>
      inner.commit(changes, changes[0]._tag === "Put" ? operation : newOperation()),
  ),

  "operation of several documents forgotten": below(
    "writes several documents once, though the answer was lost",
    (inner) => (changes, operation) =>
      inner.commit(changes, changes.length === 1 ? operation : newOperation()),
  ),

  "operation told by what is there": below(
    made,
    (inner) => (changes) =>
      Effect.gen(function* () {
        const found = yield* inner.get(changes.map((change) => change.ref));
        const heads = changes.flatMap((change, index) => {
          const one = found[index];
          const done =
            change._tag === "Put" && one?._tag === "StoredDocument" && one.content === change.content;
          return done ? [{ ref: one.ref, revision: one.revision, digest: one.digest, removed: false }] : [];
        });
        return heads.length === changes.length ? { heads } : yield* inner.commit(changes, newOperation());
      }),
  ),

  "lost answer told as a refusal": above(
    made,
    (losing) => (changes, operation) =>
      Effect.catchTag(losing.commit(changes, operation), "Unavailable", ({ message }) =>
        Effect.fail(new Rejected({ store: "memory", operation: "commit", message })),
      ),
  ),

  "lost answer told as success, with nothing to show": above(
    made,
    (losing) => (changes, operation) =>
      Effect.catchTag(losing.commit(changes, operation), "Unavailable", () => Effect.succeed({ heads: [] })),
  ),

  "request lost, and told as carried out": below(made, (inner) => {
    let requests = 0;
    return (changes, operation) => {
      requests += 1;
      return requests === 1 ? Effect.succeed({ heads: [] }) : inner.commit(changes, operation);
    };
  }),
};
