/**
 * An engine that keeps preconditions: `@firebase-bridge/firestore-admin`, reached where Google's client library would
 * reach the network. That is a private field of the library; a test of its own sees to it that it is still there.
 */
import { FirestoreMock } from "@firebase-bridge/firestore-admin";
import type { Engine } from "./loopback.ts";

type Message = Record<string, unknown>;

interface Client {
  readonly commit: (request: Message) => Promise<ReadonlyArray<Message>>;
  readonly batchGetDocuments: (request: Message) => AsyncIterable<Message>;
  readonly runQuery: (request: Message) => AsyncIterable<Message>;
}

interface ClientPool {
  readonly run: <A>(tag: string, grpc: boolean, use: (client: Client) => Promise<A>) => Promise<A>;
}

export const poolOf = (firestore: unknown): ClientPool => {
  const { _clientPool: pool } = firestore as { readonly _clientPool?: ClientPool };
  if (typeof pool?.run !== "function") throw new Error("the engine's client pool is no longer where it was");
  return pool;
};

export const projectId = "demo-idse";

export interface BridgeEngine extends Engine {
  readonly stopClock: () => void;
  readonly startClock: () => void;
}

export const bridgeEngine = (): BridgeEngine => {
  const mock = new FirestoreMock();
  let now = Date.now();
  // Firestore's times rise with each change; this engine's clock has milliseconds, so it is made to.
  let step = 1;
  mock.systemTime.custom(() => {
    now += step;
    return new Date(now);
  });
  const pool = poolOf(mock.createDatabase(projectId, "(default)").firestore());
  return {
    commit: (request) =>
      pool.run("test", true, async (client) => {
        const [response] = await client.commit(request);
        return response ?? {};
      }),
    batchGetDocuments: (request) =>
      pool.run("test", true, async (client) => client.batchGetDocuments(request)),
    runQuery: (request) => pool.run("test", true, async (client) => client.runQuery(request)),
    stopClock: () => {
      step = 0;
    },
    startClock: () => {
      step = 1;
    },
  };
};
