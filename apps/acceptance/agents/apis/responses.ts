/** OpenAI's responses, as Codex asks them. */
import * as z from "zod";
import { type ModelApi, type Reply, textOf, typedEvents } from "./Api.ts";

const tool = z.looseObject({ name: z.string().default("") });
const offered = z.array(z.looseObject({ ...tool.shape, tools: z.array(tool).optional() })).default([]);
const request = z.looseObject({
  tools: offered,
  // Newer models get their tools as an item of the conversation.
  input: z.array(
    z.looseObject({ type: z.string().optional(), tools: offered, output: z.unknown().optional() }),
  ),
});

/** Tools that take a text, and no JSON. */
const isFreeform = (name: string): boolean => name === "apply_patch" || name === "exec";

const itemOf = (reply: Reply): object => {
  if (reply.kind === "text")
    return {
      type: "message",
      id: "msg_1",
      role: "assistant",
      content: [{ type: "output_text", text: reply.text }],
    };
  const { name, namespace, input } = reply.call;
  if (name === "tool_search")
    return { type: "tool_search_call", call_id: reply.id, execution: "client", arguments: input };
  const call = { call_id: reply.id, name, ...(namespace === undefined ? {} : { namespace }) };
  return isFreeform(name)
    ? { type: "custom_tool_call", id: `ctc_${reply.id}`, ...call, input: input.text }
    : { type: "function_call", id: `fc_${reply.id}`, ...call, arguments: JSON.stringify(input) };
};

export const responses: ModelApi = {
  asks: (path) => path.endsWith("/responses"),
  read: (body) => {
    const { tools, input } = request.parse(body);
    return {
      tools: [...tools, ...input.flatMap((item) => item.tools)].flatMap(({ name, tools: inner = [] }) => [
        name,
        ...inner.map((one) => one.name),
      ]),
      results: input
        .filter(({ type }) => type?.endsWith("_output") === true)
        .map(({ output, tools: found }) => textOf(output ?? found)),
    };
  },
  stream: (reply) => {
    const response = { id: "resp_1" };
    const usage = {
      input_tokens: 1,
      input_tokens_details: null,
      output_tokens: 1,
      output_tokens_details: null,
      total_tokens: 2,
    };
    return typedEvents([
      { type: "response.created", response },
      { type: "response.output_item.done", output_index: 0, item: itemOf(reply) },
      { type: "response.completed", response: { ...response, usage } },
    ]);
  },
};
