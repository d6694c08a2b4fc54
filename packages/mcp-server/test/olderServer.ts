/** A server of the older SDK, with its sessions, that offers our tools by our schemas. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { makeMemory } from "@idse/design-store";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import { artifactCoreTools, type Tool } from "../src/index.ts";

const serverOf = (tools: ReadonlyArray<Tool>): Server => {
  const server = new Server(
    { name: "older", version: "1" },
    {
      capabilities: {
        tools: {},
        experimental: Object.assign({}, ...tools.map(({ announces }) => announces)),
      },
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema, outputSchema }) => ({
      name,
      description,
      inputSchema,
      outputSchema,
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) throw new Error(`There is no ${params.name}.`);
    const answer = await Effect.runPromise(tool.call(params.arguments));
    return answer._tag === "Answered"
      ? { content: [], structuredContent: { ...answer.content } }
      : { isError: true, content: [], structuredContent: { ...answer.content } };
  });
  return server;
};

export interface OlderServer {
  readonly url: string;
  /** Forgets every session, as a server does that is started again. */
  readonly forget: () => void;
  readonly sessions: () => number;
}

export const olderServer: Effect.Effect<OlderServer, never, Scope.Scope> = Effect.gen(function* () {
  const tools = artifactCoreTools(yield* makeMemory);
  const sessions = new Map<string, StreamableHTTPServerTransport>();

  const begin = async (): Promise<StreamableHTTPServerTransport> => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await serverOf(tools).connect(transport as Parameters<Server["connect"]>[0]);
    return transport;
  };

  const http = createServer(async (request, response) => {
    const id = request.headers["mcp-session-id"];
    const known = typeof id === "string" ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) {
      response.writeHead(404).end();
      return;
    }
    await (known ?? (await begin())).handleRequest(request, response);
  });
  yield* Effect.acquireRelease(
    Effect.promise(() => new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))),
    () =>
      Effect.promise(async () => {
        const closed = new Promise((resolve) => http.close(resolve));
        http.closeAllConnections();
        await closed;
      }),
  );
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    forget: () => sessions.clear(),
    sessions: () => sessions.size,
  };
});
