/** Google's generateContent, as Gemini CLI asks it. */
import * as z from "zod";
import { type ModelApi, plainEvents, textOf } from "./Api.ts";

const part = z.looseObject({ functionResponse: z.looseObject({ response: z.unknown() }).optional() });
const request = z.looseObject({
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).optional() }))
    .default([]),
  contents: z.array(z.looseObject({ parts: z.array(part).optional() })),
});

export const gemini: ModelApi = {
  asks: (path) => /:(?:stream)?[gG]enerateContent$/.test(path),
  read: (body) => {
    const { tools, contents } = request.parse(body);
    return {
      tools: tools.flatMap(({ functionDeclarations }) => functionDeclarations ?? []).map(({ name }) => name),
      results: contents
        .flatMap(({ parts }) => parts ?? [])
        .flatMap(({ functionResponse }) =>
          functionResponse === undefined ? [] : [textOf(functionResponse.response)],
        ),
    };
  },
  stream: (reply) => {
    const part =
      reply.kind === "text"
        ? { text: reply.text }
        : { functionCall: { id: reply.id, name: reply.call.name, args: reply.call.input } };
    return plainEvents([
      {
        candidates: [{ index: 0, content: { role: "model", parts: [part] }, finishReason: "STOP" }],
        usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
        modelVersion: "stand-in",
      },
    ]);
  },
};
