/** A tool that asks the guard before it does anything, for tools that know of no guard. */
import * as Effect from "effect/Effect";
import type { JsonObject, Tool, ToolAnswer } from "../Tool.ts";
import type { Workplace } from "./Workplace.ts";

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What only reads is let through as it is. A denial is told as the tools of Artifact Core tell what they reject. */
export const guarded = (tool: Tool, { permitted }: Pick<Workplace, "permitted">): Tool =>
  tool.readOnly
    ? tool
    : {
        ...tool,
        call: (input) =>
          permitted(tool.name, isObject(input) ? input : {}).pipe(
            Effect.matchEffect({
              onSuccess: () => tool.call(input),
              onFailure: ({ reason }) =>
                Effect.succeed<ToolAnswer>({
                  _tag: "Failed",
                  content: { error: { code: "rejected", message: reason } },
                  text: reason,
                }),
            }),
          ),
      };
