/** Stores in memory for the options of the contract: two tenants of one backend, and answers that are lost. */
import {
  type Change,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  makeMemory,
  type NonEmpty,
  revisionConflict,
  Unavailable,
} from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";

const mapFirst = <A, B>([first, ...rest]: NonEmpty<A>, change: (one: A) => B): NonEmpty<B> => [
  change(first),
  ...rest.map(change),
];

/** What a tenant sees of a backend: its projects carry its name there. */
export const tenantOf = (backend: DesignStoreService, tenant: string): DesignStoreService => {
  const inside = (ref: DocumentRef): DocumentRef => ({ ...ref, project: `${tenant}.${ref.project}` });
  const outside = (ref: DocumentRef): DocumentRef => ({
    ...ref,
    project: ref.project.slice(tenant.length + 1),
  });
  const shown = <A extends { readonly ref: DocumentRef }>(one: A): A => ({ ...one, ref: outside(one.ref) });
  return {
    capabilities: backend.capabilities,
    get: (refs) => Effect.map(backend.get(refs.map(inside)), (found) => found.map(shown)),
    heads: (scope, since) =>
      Effect.map(backend.heads({ ...scope, project: `${tenant}.${scope.project}` }, since), (answer) => ({
        ...answer,
        heads: answer.heads.map((head: DocumentHead) => shown(head)),
      })),
    commit: (changes, operation) =>
      backend
        .commit(
          mapFirst(changes, (change): Change => ({ ...change, ref: inside(change.ref) })),
          `${tenant} ${operation}`,
        )
        .pipe(
          Effect.map(({ heads }) => ({ heads: heads.map(shown) })),
          Effect.mapError((failure) =>
            failure._tag === "RevisionConflict"
              ? revisionConflict("memory", failure.refs.map(outside))
              : failure,
          ),
        ),
  };
};

type SeenBy = (own: DesignStoreService, other: DesignStoreService) => DesignStoreService;

/** Two tenants of one new backend; `seen` is what the second one gets of both. */
export const twoTenants = (seen: SeenBy = (_, other) => other) => {
  const backend = Layer.effect(DesignStore, makeMemory);
  const through = (view: (backend: DesignStoreService) => DesignStoreService) =>
    Layer.effect(
      DesignStore,
      DesignStore.use((inner) => Effect.succeed(view(inner))),
    ).pipe(Layer.provide(backend));
  return {
    own: through((inner) => tenantOf(inner, "own")),
    other: through((inner) => seen(tenantOf(inner, "own"), tenantOf(inner, "other"))),
  };
};

/** A store that carries the next commit out and says nothing, once armed. */
export const losingAnswers = <E>(inner: Effect.Effect<DesignStoreService, E>) => {
  let armed = false;
  const lost = new Unavailable({ store: "memory", operation: "commit", message: "No answer came." });
  const layer = Layer.effect(
    DesignStore,
    Effect.map(
      inner,
      (store): DesignStoreService => ({
        ...store,
        commit: (changes, operation) =>
          Effect.suspend(() => {
            const loses = armed;
            armed = false;
            const answer = store.commit(changes, operation);
            return loses ? Effect.andThen(answer, Effect.fail(lost)) : answer;
          }),
      }),
    ),
  );
  return {
    layer,
    loseNextAnswer: () => {
      armed = true;
    },
  };
};
