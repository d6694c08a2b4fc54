/** OpenAI's chat completions, as Copilot and OpenCode ask a provider of one's own. */
import * as z from "zod";
import { type ModelApi, plainEvents, textOf } from "./Api.ts";

const request = z.looseObject({
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).default([]),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })),
});

export const chat: ModelApi = {
  asks: (path) => path.endsWith("/chat/completions"),
  read: (body) => {
    const { tools, messages } = request.parse(body);
    return {
      tools: tools.flatMap((tool) => (tool.function === undefined ? [] : [tool.function.name])),
      results: messages.filter(({ role }) => role === "tool").map(({ content }) => textOf(content)),
    };
  },
  stream: (reply) => {
    const chunk = (delta: object, finish_reason: string | null) => ({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model: "stand-in",
      choices: [{ index: 0, delta, finish_reason }],
    });
    const delta =
      reply.kind === "text"
        ? { content: reply.text }
        : {
            tool_calls: [
              {
                index: 0,
                id: reply.id,
                type: "function",
                function: { name: reply.call.name, arguments: JSON.stringify(reply.call.input) },
              },
            ],
          };
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const events = plainEvents([
      chunk({ role: "assistant", ...delta }, null),
      { ...chunk({}, reply.kind === "text" ? "stop" : "tool_calls"), usage },
    ]);
    return `${events}data: [DONE]\n\n`;
  },
};
