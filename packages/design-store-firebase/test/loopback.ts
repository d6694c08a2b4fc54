/** Firestore's REST API on this machine, in Google's own wire format, in front of an engine that speaks its messages. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { jsonOf, messageOf } from "./firestoreProtos.ts";

type Message = Record<string, unknown>;

export interface Engine {
  readonly commit: (request: Message) => Promise<Message>;
  readonly batchGetDocuments: (request: Message) => AsyncIterable<Message> | Promise<AsyncIterable<Message>>;
  readonly runQuery: (request: Message) => AsyncIterable<Message> | Promise<AsyncIterable<Message>>;
}

const httpOf: Readonly<Record<number, readonly [number, string]>> = {
  3: [400, "INVALID_ARGUMENT"],
  5: [404, "NOT_FOUND"],
  6: [409, "ALREADY_EXISTS"],
  9: [400, "FAILED_PRECONDITION"],
  10: [409, "ABORTED"],
};

const methods: Readonly<Record<string, readonly [keyof Engine, string, "database" | "parent"]>> = {
  commit: ["commit", "Commit", "database"],
  batchGet: ["batchGetDocuments", "BatchGetDocuments", "database"],
  runQuery: ["runQuery", "RunQuery", "parent"],
};

const collect = async (type: string, stream: AsyncIterable<Message>): Promise<ReadonlyArray<unknown>> => {
  const elements: Array<unknown> = [];
  for await (const element of stream) elements.push(jsonOf(type, element));
  return elements;
};

const answer = async (engine: Engine, request: IncomingMessage): Promise<unknown> => {
  const [, resource = "", verb = ""] = /^\/v1\/(.*):(\w+)$/.exec(request.url ?? "") ?? [];
  const method = methods[verb];
  if (method === undefined) throw Object.assign(new Error(`no method ${verb}`), { code: 12 });
  const [name, type, field] = method;
  const place = field === "database" ? resource.replace(/\/documents$/, "") : resource;
  const body = { ...JSON.parse(await text(request)), [field]: decodeURI(place) };
  const message = messageOf(`${type}Request`, body);
  if (name === "commit") return jsonOf("CommitResponse", await engine.commit(message));
  return collect(`${type}Response`, await engine[name](message));
};

export interface Loopback {
  readonly endpoint: string;
  readonly close: () => void;
}

export const serveRest = async (engine: Engine): Promise<Loopback> => {
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization === undefined)
      return send(401, { error: { code: 401, status: "UNAUTHENTICATED", message: "no token" } });
    answer(engine, request).then(
      (body) => send(200, body),
      (cause: { readonly code?: number; readonly message: string }) => {
        const [code, status] = httpOf[cause.code ?? 13] ?? [500, "INTERNAL"];
        const error = { error: { code, status, message: cause.message } };
        send(code, request.url?.endsWith(":commit") ? error : [error]);
      },
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
