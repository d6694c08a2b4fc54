/** The older client talks to our server, holding every answer against the schema that the server lists. */
import { describe, expect, it } from "@jest/globals";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import * as Effect from "effect/Effect";
import { byName, memoryOfEach, served } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" };
const put = { action: "put", ref: spec, content: "# Spec\n", expect: "absent" };

type Call = (name: string, input: Record<string, unknown>) => ReturnType<Client["callTool"]>;

/** Runs with a client that is connected as a tenant and has listed the tools. */
const connected = (
  work: (call: Call, client: Client) => Promise<void>,
  headers: Record<string, string> = {},
): Promise<void> =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const { url } = yield* served({ access: byName, storeOf: memoryOfEach() });
        yield* Effect.promise(async () => {
          const client = new Client({ name: "older", version: "1" });
          const transport = new StreamableHTTPClientTransport(new URL(url), {
            requestInit: { headers: { authorization: "Bearer token-of-own", ...headers } },
          });
          await client.connect(transport as Parameters<Client["connect"]>[0]);
          await client.listTools();
          await work((name, input) => client.callTool({ name, arguments: input }), client);
          await client.close();
        });
      }),
    ),
  );

describe("the older client", () => {
  it("sees what the server announces", () =>
    connected(async (_, client) => {
      expect(client.getServerCapabilities()?.experimental?.["idse/artifact-core"]).toMatchObject({
        version: 1,
        capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },
      });
    }));

  it("commits, lists and reads", () =>
    connected(async (call) => {
      const made = await call("artifact_commit", { changes: [put], operation: "op-1" });
      const { heads } = made.structuredContent as { heads: [{ revision: string; digest: string }] };
      const listed = await call("artifact_heads", { project: "shop" });
      expect(listed.structuredContent).toMatchObject({ heads, next: null });
      const read = await call("artifact_get", { refs: [spec] });
      expect(read.structuredContent).toEqual({
        documents: [
          {
            state: "present",
            ref: spec,
            content: "# Spec\n",
            revision: heads[0].revision,
            digest: heads[0].digest,
          },
        ],
      });
    }));

  it("gets a failure as a structured result that the listed schema takes", () =>
    connected(async (call) => {
      await call("artifact_commit", { changes: [put], operation: "op-1" });
      const refused = await call("artifact_commit", { changes: [put], operation: "op-2" });
      expect(refused.isError).toBe(true);
      expect(refused.structuredContent).toMatchObject({ error: { code: "conflict", refs: [spec] } });
    }));

  it.each([
    ["no arguments", "artifact_heads", {}],
    ["an unknown argument, such as a tenant", "artifact_heads", { project: "shop", tenant: "other" }],
    ["a hostile name", "artifact_get", { refs: [{ ...spec, session: "../../etc" }] }],
    ["a cursor of nowhere", "artifact_heads", { project: "shop", since: "nonsense" }],
    ["a page of nowhere", "artifact_heads", { project: "shop", page: "nonsense" }],
    ["a commit of nothing", "artifact_commit", { changes: [], operation: "op-1" }],
    ["one document twice", "artifact_commit", { changes: [put, put], operation: "op-1" }],
    ["half a character", "artifact_commit", { changes: [{ ...put, content: "\ud83d" }], operation: "op-1" }],
  ])("is told `rejected` for %s", (_, name, input) =>
    connected(async (call) => {
      const refused = await call(name, input);
      expect(refused.isError).toBe(true);
      expect(refused.structuredContent).toMatchObject({ error: { code: "rejected" } });
    }),
  );

  it("gains nothing by a session id that it was never given", () =>
    connected(
      async (call) => {
        const made = await call("artifact_heads", { project: "shop" });
        expect(made.structuredContent).toMatchObject({ heads: [] });
      },
      { "mcp-session-id": "the-session-of-another-tenant" },
    ));
});
