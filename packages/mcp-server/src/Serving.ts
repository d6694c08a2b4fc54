/** A list of tools as a server of the SDK: one for each request over HTTP, one for each connection over stdio. */

import type { JsonSchema } from "@idse/design-store-artifact-core/Protocol";
import {
  type CallToolResult,
  type JSONObject,
  McpServer,
  type StandardSchemaWithJSON,
} from "@modelcontextprotocol/server";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import type { Tool, ToolAnswer } from "./Tool.ts";

/** Where it is told that something went wrong which no answer can say. Never holds a token. */
export type OnProblem = (problem: string) => void;

/**
 * Shown to clients as it is, and lets everything through: the tools hold their arguments against their own schemas, and
 * refuse with a structured result where the SDK would with a text.
 */
const shown = (schema: JsonSchema): StandardSchemaWithJSON => ({
  "~standard": {
    version: 1,
    vendor: "idse",
    validate: (value) => ({ value }),
    jsonSchema: { input: () => ({ ...schema }), output: () => ({ ...schema }) },
  },
});

const resultOf = (answer: ToolAnswer): CallToolResult =>
  answer._tag === "Answered"
    ? { content: [{ type: "text", text: answer.summary }], structuredContent: { ...answer.content } }
    : {
        isError: true,
        content: [{ type: "text", text: answer.error.message }],
        structuredContent: { error: answer.error },
      };

const failed = (tool: Tool): ToolAnswer => ({
  _tag: "Failed",
  error: { code: "unavailable", message: `The server failed at ${tool.name}; what it was is in its log.` },
});

/** The last door: a bug answers one request and ends nothing. */
const answering = (tool: Tool, input: unknown, onProblem: OnProblem): Effect.Effect<ToolAnswer> =>
  tool.call(input).pipe(
    Effect.catchCause((cause) => {
      onProblem(`${tool.name} failed: ${Cause.pretty(cause)}`);
      return Effect.succeed(failed(tool));
    }),
  );

const announcements = (tools: ReadonlyArray<Tool>): Record<string, JSONObject> =>
  Object.fromEntries(tools.flatMap(({ announces }) => Object.entries(announces ?? {})));

export const serverOf = (tools: ReadonlyArray<Tool>, onProblem: OnProblem): McpServer => {
  const server = new McpServer(
    { name: "idse", title: "IDSE", version: "1" },
    { capabilities: { tools: { listChanged: false }, experimental: announcements(tools) } },
  );
  for (const tool of tools)
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: shown(tool.inputSchema),
        outputSchema: shown(tool.outputSchema),
        annotations: {
          readOnlyHint: tool.readOnly,
          destructiveHint: !tool.readOnly,
          idempotentHint: true,
          openWorldHint: false,
        },
      },
      async (input) => resultOf(await Effect.runPromise(answering(tool, input, onProblem))),
    );
  return server;
};
