/**
 * An engine that ignores `updateTime` preconditions and writes the halves of a refused commit:
 * `@firestore-emulator/server`. It speaks gRPC only, so it is reached by a client made of Google's protos.
 */
import { createRequire } from "node:module";
import { credentials, loadPackageDefinition, type Server } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { firestoreProto, protosFolder } from "./firestoreProtos.ts";
import type { Engine } from "./loopback.ts";

type Message = Record<string, unknown>;

interface Client {
  readonly commit: (request: Message, done: (error: Error | null, response: Message) => void) => void;
  readonly batchGetDocuments: (request: Message) => AsyncIterable<Message>;
  readonly runQuery: (request: Message) => AsyncIterable<Message>;
  readonly close: () => void;
}

/** The server keeps a copy of the gRPC library of its own, and takes credentials from no other. */
const require = createRequire(createRequire(import.meta.url).resolve("@firestore-emulator/server"));

const listen = (server: Server): Promise<number> => {
  const { ServerCredentials } = require("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  return new Promise((done, failed) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? done(port) : failed(error),
    ),
  );
};

const clientOf = (port: number): Client => {
  const definition = loadSync(firestoreProto, {
    includeDirs: [protosFolder],
    longs: String,
    enums: String,
    oneofs: true,
  });
  const { google } = loadPackageDefinition(definition) as unknown as {
    readonly google: {
      readonly firestore: {
        readonly v1: { readonly Firestore: new (address: string, open: unknown) => Client };
      };
    };
  };
  return new google.firestore.v1.Firestore(`127.0.0.1:${port}`, credentials.createInsecure());
};

export interface IgnoringEngine extends Engine {
  readonly close: () => void;
}

export const ignoringEngine = async (): Promise<IgnoringEngine> => {
  const { FirestoreServer } = await import("@firestore-emulator/server");
  const emulator = new FirestoreServer();
  // Its own `start` listens on every address of the machine.
  const { server } = emulator as unknown as { readonly server: Server };
  const client = clientOf(await listen(server));
  return {
    commit: (request) =>
      new Promise((done, failed) =>
        client.commit(request, (error, response) => (error === null ? done(response) : failed(error))),
      ),
    batchGetDocuments: (request) => client.batchGetDocuments(request),
    runQuery: (request) => client.runQuery(request),
    close: () => {
      client.close();
      emulator.stop();
    },
  };
};
