/**
 * A model that says what it was told to: a server on the loopback address which answers the n-th turn of a
 * conversation with the n-th step, keeps every request, and refuses what an agent asks of anybody else.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Asked, ModelApi, ToolCall } from "./apis/Api.ts";

export interface Turn extends Asked {
  /** The request as it came. */
  readonly body: string;
}

export interface StandIn {
  readonly url: string;
  readonly turns: ReadonlyArray<Turn>;
  /** What else was asked for: other paths here, and other hosts, since this is the agent's proxy too. */
  readonly others: ReadonlyArray<string>;
  readonly stop: () => Promise<void>;
}

export const standIn = async (
  api: ModelApi,
  steps: ReadonlyArray<ToolCall>,
  onStep: (at: number) => void = () => undefined,
): Promise<StandIn> => {
  const turns: Array<Turn> = [];
  const others: Array<string> = [];

  /** Which step comes next is told by the conversation itself, so that an agent may ask twice. */
  const answerTo = (body: string): string => {
    const asked = api.read(JSON.parse(body));
    turns.push({ ...asked, body });
    const at = asked.results.length;
    const call = asked.tools.length === 0 ? undefined : steps[at];
    if (call !== undefined) onStep(at);
    return api.stream(
      call === undefined ? { kind: "text", text: "Done." } : { kind: "call", id: `call_${at}`, call },
    );
  };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const body = await bodyOf(request);
    if (request.method === "POST" && api.asks(path)) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(answerTo(body));
      return;
    }
    others.push(`${request.method} ${request.url}`);
    response.writeHead(404, { "content-type": "application/json" });
    response.end("{}");
  });
  server.on("connect", (request, socket) => {
    others.push(`CONNECT ${request.url}`);
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    turns,
    others,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Array<Buffer> = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};
