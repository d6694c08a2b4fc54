/**
 * An upstream written from the document alone, without an SDK: JSON-RPC of the older protocol inside a `fetch`. What a
 * tool answers is up to the test, so that it can be anything an upstream should never say.
 */
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import { ArtifactCoreDesignStore, type Protocol } from "../src/index.ts";

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The structured content of a success, a whole result, or an HTTP response instead of one. */
export type Reply = Readonly<Record<string, unknown>> | Response;

export interface Upstream {
  readonly fetch: typeof globalThis.fetch;
  readonly calls: Array<ToolCall>;
  readonly requests: Array<Request>;
}

export const announcement: Protocol.Announcement = {
  version: 1,
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
  limits: {
    documentBytes: 1000,
    requestBytes: 4000,
    answerBytes: 1000,
    refsPerGet: 3,
    changesPerCommit: 3,
    headsPerPage: 2,
  },
};

interface Rpc {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> };
}

export const errorResult = (error: Readonly<Record<string, unknown>>) => ({
  isError: true,
  content: [{ type: "text", text: "It failed." }],
  structuredContent: { error },
});

export const upstream = (
  answer: (call: ToolCall, count: number) => Reply | Promise<Reply>,
  announced: unknown = announcement,
): Upstream => {
  const calls: Array<ToolCall> = [];
  const requests: Array<Request> = [];

  const resultOf = async ({ method, params }: Rpc): Promise<Reply | undefined> => {
    if (method === "initialize")
      return {
        protocolVersion: "2025-06-18",
        serverInfo: { name: "somebody else's", version: "7" },
        capabilities: {
          tools: {},
          ...(announced === null ? {} : { experimental: { "idse/artifact-core": announced } }),
        },
      };
    if (method === "tools/list")
      return {
        tools: ["artifact_heads", "artifact_get"].map((name) => ({ name, inputSchema: { type: "object" } })),
      };
    if (method !== "tools/call" || params === undefined) return undefined;
    const call = { name: params.name, input: params.arguments };
    calls.push(call);
    const reply = await answer(call, calls.length);
    if (reply instanceof Response || "content" in reply) return reply;
    return { content: [], structuredContent: reply };
  };

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const rpc: Rpc = JSON.parse(await request.text());
    if (rpc.id === undefined) return new Response(null, { status: 202 });
    const result = await resultOf(rpc);
    if (result instanceof Response) return result;
    return Response.json(
      result === undefined
        ? { jsonrpc: "2.0", id: rpc.id, error: { code: -32601, message: "Method not found" } }
        : { jsonrpc: "2.0", id: rpc.id, result },
    );
  };
  return { fetch, calls, requests };
};

export const quickly = { attempts: 3, budgetMs: 1_000, firstDelayMs: 1 };

export const reaching = (
  { fetch }: Pick<Upstream, "fetch">,
  options: Partial<ArtifactCoreDesignStore.HttpOptions> = {},
): ArtifactCoreDesignStore.HttpOptions => ({
  url: "https://artifacts.example/mcp",
  fetch,
  retry: quickly,
  ...options,
});

/** Runs with the store over an upstream. */
export const using = <A, E>(
  options: ArtifactCoreDesignStore.Options,
  work: (
    store: Effect.Success<ReturnType<typeof ArtifactCoreDesignStore.make>>,
  ) => Effect.Effect<A, E, Scope.Scope>,
) => Effect.runPromise(Effect.scoped(Effect.flatMap(ArtifactCoreDesignStore.make(options), work)));
