/** Stores for tests, each of a tenant of its own, over an engine on this machine. */
import type { Change, DesignStoreService, RetryPolicy } from "@idse/design-store";
import { newOperation } from "@idse/design-store";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import { afterAll, beforeAll } from "@jest/globals";
import * as Effect from "effect/Effect";
import { emulatorCredential, FirebaseDesignStore } from "../src/index.ts";
import { type BridgeEngine, bridgeEngine, projectId } from "./bridgeEngine.ts";
import { type Loopback, serveRest } from "./loopback.ts";

export const quick: RetryPolicy = { attempts: 3, budgetMs: 10_000, firstDelayMs: 1 };

export const newTenant = (): string => `tenant-${globalThis.crypto.randomUUID()}`;

/** One engine behind one server for the tests of a file. */
export const useLoopback = () => {
  let engine: BridgeEngine | undefined;
  let loopback: Loopback | undefined;
  beforeAll(async () => {
    engine = bridgeEngine();
    loopback = await serveRest(engine);
  });
  afterAll(() => loopback?.close());
  const options = (more: Partial<FirebaseDesignStore.Options> = {}): FirebaseDesignStore.Options => ({
    projectId,
    tenant: newTenant(),
    token: emulatorCredential,
    endpoint: loopback?.endpoint ?? "",
    retry: quick,
    ...more,
  });
  const layer = (more?: Partial<FirebaseDesignStore.Options>) => FirebaseDesignStore.layer(options(more));
  return {
    options,
    layer,
    store: (more?: Partial<FirebaseDesignStore.Options>): Promise<DesignStoreService> =>
      run(FirebaseDesignStore.make(options(more))),
    /** Two tenants of one backend. */
    tenants: () => ({ own: layer(), other: layer() }),
    /** A store whose next commit is carried out and its answer lost, once armed. */
    unanswered: () => {
      const { fetch, loseNextAnswer } = losingFetch();
      return { layer: layer({ fetch }), loseNextAnswer };
    },
    /** Runs while the engine's clock stands still. */
    freezing: async (work: () => Promise<void>): Promise<void> => {
      engine?.stopClock();
      await work().finally(() => engine?.startClock());
    },
  };
};

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect);

/** A `fetch` that passes commits on and, while armed, loses what was answered. */
export const losingFetch = () => {
  let armed = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    if (armed === 0 || verbOf(input) !== "commit") return response;
    armed -= 1;
    throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
  };
  const loseNextAnswer = (times = 1): void => {
    armed = times;
  };
  return { fetch, loseNextAnswer };
};

/** A `fetch` that notes which method of Firestore was called. */
export const countingFetch = (passOn: typeof globalThis.fetch = globalThis.fetch) => {
  const calls: Array<string> = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    calls.push(verbOf(input));
    return passOn(input, init);
  };
  return { fetch, take: () => calls.splice(0) };
};

export const verbOf = (input: Parameters<typeof globalThis.fetch>[0]): string =>
  String(input).slice(String(input).lastIndexOf(":") + 1);

export const project = "demo";

export const documentRef = (kind: DocumentKind, session: string | null = "alpha"): DocumentRef => ({
  project,
  session,
  kind,
});

export const put = (ref: DocumentRef, content: string, revision?: string): Change => ({
  _tag: "Put",
  ref,
  content,
  expect: revision === undefined ? "absent" : { revision },
});

export const remove = (ref: DocumentRef, revision: string): Change => ({
  _tag: "Remove",
  ref,
  expect: { revision },
});

export const commit = async (store: DesignStoreService, ...changes: [Change, ...Array<Change>]) =>
  (await run(store.commit(changes, newOperation()))).heads;

/** The revision after one change. */
export const commitOne = async (store: DesignStoreService, change: Change): Promise<string> =>
  (await commit(store, change))[0]?.revision ?? "";

export const failureOf = <A, E>(effect: Effect.Effect<A, E>): Promise<E> => run(Effect.flip(effect));
