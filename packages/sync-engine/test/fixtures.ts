/** Two sides in memory, and short words for what a test does to them. */
import {
  type DesignStoreService,
  type DocumentHead,
  makeMemory,
  newOperation,
  type StoreFailure,
} from "@idse/design-store";
import type { ProcessIdentityService } from "@idse/durable-files";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import {
  type ApplyOptions,
  applySync,
  planSync,
  type SyncPlan,
  type SyncRequest,
  type SyncResult,
  type SyncSides,
} from "../src/index.ts";
import { type MemoryFiles, memoryFiles } from "./model/memoryFiles.ts";

export const scope = { project: "p" };

export const doc = (session: string | null, kind: DocumentKind): DocumentRef => ({
  project: "p",
  session,
  kind,
});

export const spec = doc("s", "spec");
export const plan = doc("s", "plan");

export const aliveProcess = (pid: number): ProcessIdentityService => ({
  self: { pid, host: "here", boot: null, startedAt: null },
  isAlive: () => true,
});

export const newStore = (): DesignStoreService => Effect.runSync(makeMemory);

export interface Fixture extends SyncSides {
  readonly files: MemoryFiles;
}

export const newSides = (changes: Partial<SyncSides> = {}): Fixture => {
  const files = memoryFiles();
  return {
    files,
    local: newStore(),
    remote: newStore(),
    state: { files, identity: aliveProcess(1), folder: "/clone/sync", remote: "team", lockWaitMs: 0 },
    ...changes,
  };
};

/** What somebody writes without looking; null removes. */
export const put = (store: DesignStoreService, ref: DocumentRef, content: string | null): void => {
  const [found] = Effect.runSync(store.get([ref]));
  const revision = found?._tag === "StoredDocument" ? found.revision : null;
  const expect = revision === null ? ("absent" as const) : { revision };
  if (content !== null) Effect.runSync(store.commit([{ _tag: "Put", ref, content, expect }], newOperation()));
  else if (revision !== null)
    Effect.runSync(store.commit([{ _tag: "Remove", ref, expect: { revision } }], newOperation()));
};

export const textAt = (store: DesignStoreService, ref: DocumentRef): string | null => {
  const [found] = Effect.runSync(store.get([ref]));
  return found?._tag === "StoredDocument" ? found.content : null;
};

export const planned = (sides: SyncSides, request: Partial<SyncRequest> = {}): SyncPlan =>
  Effect.runSync(planSync(sides, { scope, direction: "both", ...request }));

export const synced = (
  sides: SyncSides,
  request: Partial<SyncRequest> = {},
  options: ApplyOptions = {},
): SyncResult =>
  Effect.runSync(
    Effect.flatMap(planSync(sides, { scope, direction: "both", ...request }), (made) =>
      applySync(sides, made, options),
    ),
  );

export const casesIn = (made: SyncPlan): ReadonlyArray<string> => made.documents.map((row) => row.case);

export const outcomesIn = ({ outcomes }: SyncResult): ReadonlyArray<string> =>
  outcomes.map((one) => `${one.case}: ${one.outcome}`);

/** A store whose methods are bent, and how often each was called. */
export const watchedStore = (
  inner: DesignStoreService,
  bent: Partial<DesignStoreService> = {},
): { readonly store: DesignStoreService; readonly calls: { get: number; heads: number; commit: number } } => {
  const calls = { get: 0, heads: 0, commit: 0 };
  const store = { ...inner, ...bent };
  return {
    calls,
    store: {
      capabilities: store.capabilities,
      get: (refs) => {
        calls.get += 1;
        return store.get(refs);
      },
      heads: (asked, since) => {
        calls.heads += 1;
        return store.heads(asked, since);
      },
      commit: (changes, operation) => {
        calls.commit += 1;
        return store.commit(changes, operation);
      },
    },
  };
};

/** A request that does something else first, once. */
export const onceBefore = (
  store: DesignStoreService,
  method: "get" | "commit",
  action: () => void,
): DesignStoreService => {
  let due = true;
  const before = <A, E>(request: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => {
      if (due) {
        due = false;
        action();
      }
      return request;
    });
  return {
    ...store,
    get: (refs) => (method === "get" ? before(store.get(refs)) : store.get(refs)),
    commit: (changes, operation) =>
      method === "commit" ? before(store.commit(changes, operation)) : store.commit(changes, operation),
  };
};

export const headsWith =
  (inner: DesignStoreService, change: (heads: ReadonlyArray<DocumentHead>) => ReadonlyArray<DocumentHead>) =>
  (
    ...asked: Parameters<DesignStoreService["heads"]>
  ): Effect.Effect<{ heads: ReadonlyArray<DocumentHead>; cursor: string }, StoreFailure> =>
    Effect.map(inner.heads(...asked), ({ heads, cursor }) => ({ heads: change(heads), cursor }));
