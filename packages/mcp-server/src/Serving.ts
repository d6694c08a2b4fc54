/** An offer as a server of the SDK: one for each request over HTTP, one for each connection over stdio. */
import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
} from "@modelcontextprotocol/server";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import type { Offer } from "./Offer.ts";
import type { ResourceFailed, Resources } from "./Resources.ts";
import type { Tool, ToolAnswer } from "./Tool.ts";

/** Where it is told that something went wrong which no answer can say. Never holds a token. */
export type OnProblem = (problem: string) => void;

const resultOf = (answer: ToolAnswer): CallToolResult => {
  const texts = [answer.text, ...(answer._tag === "Answered" ? (answer.notes ?? []) : [])];
  return {
    ...(answer._tag === "Failed" ? { isError: true } : {}),
    content: texts.map((text) => ({ type: "text", text })),
    structuredContent: { ...answer.content },
  };
};

/** The last door: a bug answers one request and ends nothing. */
const answering = (tool: Tool, input: unknown, onProblem: OnProblem): Effect.Effect<ToolAnswer> =>
  tool.call(input).pipe(
    Effect.catchCause((cause) => {
      onProblem(`${tool.name} failed: ${Cause.pretty(cause)}`);
      return Effect.succeed(tool.fault);
    }),
  );

const listed = ({ name, title, description, inputSchema, outputSchema, readOnly, additive }: Tool) => ({
  name,
  title,
  description,
  inputSchema: { ...inputSchema },
  outputSchema: { ...outputSchema },
  annotations: {
    readOnlyHint: readOnly,
    destructiveHint: !readOnly && additive !== true,
    idempotentHint: additive !== true,
    openWorldHint: false,
  },
});

const refusalOf = (uri: string, { message, missing, content }: ResourceFailed): ProtocolError =>
  missing
    ? new ResourceNotFoundError(uri, message)
    : new ProtocolError(ProtocolErrorCode.InternalError, message, content);

/** Asked for once; asked again only where that failed. */
const once = <A>(work: Effect.Effect<A>): (() => Promise<A>) => {
  let asked: Promise<A> | undefined;
  return () => {
    asked ??= Effect.runPromise(work).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
};

const offerTools = (server: Server, { tools: wanted }: Offer, onProblem: OnProblem): void => {
  const tools = once(wanted);
  server.setRequestHandler("tools/list", async () => ({ tools: (await tools()).map(listed) }));
  server.setRequestHandler("tools/call", async ({ params }) => {
    const tool = (await tools()).find(({ name }) => name === params.name);
    if (tool === undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    return resultOf(await Effect.runPromise(answering(tool, params.arguments, onProblem)));
  });
};

const offerResources = (server: Server, wanted: Effect.Effect<Resources>): void => {
  const resources = once(wanted);
  const ask = async <A>(uri: string, work: Effect.Effect<A, ResourceFailed>): Promise<A> => {
    const asked = await Effect.runPromise(Effect.result(work));
    if (asked._tag === "Failure") throw refusalOf(uri, asked.failure);
    return asked.success;
  };
  server.setRequestHandler("resources/list", async ({ params }) => {
    const { resources: page, next } = await ask("", (await resources()).list(params?.cursor));
    return { resources: page.map((one) => ({ ...one })), ...(next === null ? {} : { nextCursor: next }) };
  });
  server.setRequestHandler("resources/templates/list", async () => ({
    resourceTemplates: (await resources()).templates.map((one) => ({ ...one })),
  }));
  server.setRequestHandler("resources/read", async ({ params: { uri } }) => ({
    contents: [{ ...(await ask(uri, (await resources()).read(uri))) }],
  }));
};

/** `client`: as `Offer` has it. */
export const serverOf = async (
  offer: Offer,
  client: string | null,
  onProblem: OnProblem,
): Promise<Server> => {
  const server = new Server(
    { name: "idse", title: "IDSE", version: "1" },
    {
      capabilities: {
        tools: { listChanged: false },
        ...(offer.resources === null ? {} : { resources: { listChanged: false, subscribe: false } }),
        experimental: { ...(await Effect.runPromise(offer.announcements(client))) },
      },
    },
  );
  offerTools(server, offer, onProblem);
  if (offer.resources !== null) offerResources(server, offer.resources);
  return server;
};
