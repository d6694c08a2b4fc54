import { DesignStore, type DesignStoreService, Unavailable } from "@idse/design-store";
import { designStoreContract } from "@idse/design-store-testkit";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { realStore } from "./processes.ts";
import { temporaryRoot } from "./temporary.ts";

/** A caller that hears nothing of the next commit, once armed; the commit itself is carried out. */
const losingAnswers = () => {
  let armed = false;
  const lost = new Unavailable({ store: "filesystem", operation: "commit", message: "No answer came." });
  const deaf = DesignStore.use((store) =>
    Effect.succeed<DesignStoreService>({
      ...store,
      commit: (changes, operation) =>
        Effect.suspend(() => {
          const loses = armed;
          armed = false;
          const answer = store.commit(changes, operation);
          return loses ? Effect.andThen(answer, Effect.fail(lost)) : answer;
        }),
    }),
  );
  return {
    layer: Layer.effect(DesignStore, deaf).pipe(Layer.provide(realStore(temporaryRoot()))),
    loseNextAnswer: () => {
      armed = true;
    },
  };
};

designStoreContract("the store in files", () => realStore(temporaryRoot()), {
  capabilities: { cas: "native", atomicCommit: true, changes: "scan", byteExact: true },
  unanswered: losingAnswers,
});
