/** Anthropic's Messages, as Claude Code asks them. */
import * as z from "zod";
import { type ModelApi, type Reply, textOf, typedEvents } from "./Api.ts";

const block = z.looseObject({ type: z.string(), content: z.unknown().optional() });
const request = z.looseObject({
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
  messages: z.array(z.looseObject({ content: z.union([z.string(), z.array(block)]) })),
});

const blockOf = (reply: Reply) =>
  reply.kind === "text"
    ? { start: { type: "text", text: "" }, delta: { type: "text_delta", text: reply.text } }
    : {
        start: { type: "tool_use", id: reply.id, name: reply.call.name, input: {} },
        delta: { type: "input_json_delta", partial_json: JSON.stringify(reply.call.input) },
      };

export const anthropic: ModelApi = {
  asks: (path) => path.endsWith("/v1/messages"),
  read: (body) => {
    const { tools, messages } = request.parse(body);
    const blocks = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
    return {
      tools: tools.map(({ name }) => name),
      results: blocks.filter(({ type }) => type === "tool_result").map(({ content }) => textOf(content)),
    };
  },
  stream: (reply) => {
    const { start, delta } = blockOf(reply);
    const stop_reason = reply.kind === "call" ? "tool_use" : "end_turn";
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "stand-in",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    return typedEvents([
      { type: "message_start", message },
      { type: "content_block_start", index: 0, content_block: start },
      { type: "content_block_delta", index: 0, delta },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason, stop_sequence: null },
        usage: { output_tokens: 1 },
      },
      { type: "message_stop" },
    ]);
  },
};
