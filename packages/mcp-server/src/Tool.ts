/**
 * What this server offers: a tool takes arguments as they came and gives an answer, whatever happens. Its arguments go
 * through a schema, its failures become structured results, so that a program can act on them. One file per tool in
 * `tools/` and `agent/`.
 */
import type { JsonSchema } from "@idse/design-store-artifact-core/Protocol";
import type { JSONObject } from "@modelcontextprotocol/server";
import * as Effect from "effect/Effect";
import type * as z from "zod";

export type JsonObject = Readonly<Record<string, unknown>>;

export interface ToolError extends JsonObject {
  /** For programs, one of those that the tool's output schema lists. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** `content` is what is structured, `text` what hosts show that look at nothing else. */
export interface Answered {
  readonly _tag: "Answered";
  readonly content: JsonObject;
  readonly text: string;
  /** Sentences beside the answer. */
  readonly notes?: ReadonlyArray<string>;
}

export interface Failed {
  readonly _tag: "Failed";
  readonly content: JsonObject;
  readonly text: string;
}

export type ToolAnswer = Answered | Failed;

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly readOnly: boolean;
  /** It makes something new each time, and changes nothing that is there. */
  readonly additive?: true;
  /** Told in the handshake under `capabilities.experimental`. */
  readonly announces?: Readonly<Record<string, JSONObject>>;
  readonly call: (input: unknown) => Effect.Effect<ToolAnswer>;
  /** What is answered where a bug ended the call. */
  readonly fault: Failed;
}

export interface ToolDefinition<Input, Output extends JsonObject, Failure>
  extends Omit<Tool, "call" | "fault" | "inputSchema" | "outputSchema"> {
  readonly schemas: { readonly input: JsonSchema; readonly output: JsonSchema };
  readonly input: z.ZodType<Input>;
  readonly run: (input: Input) => Effect.Effect<Output, Failure>;
  /** The answer in a line, for hosts that show text. What is structured is not said twice. */
  readonly summary: (output: Output) => string;
  readonly explain: (failure: Failure) => ToolError;
}

/** Why arguments do not fit, as a sentence. */
export const problemWithArguments = (name: string, error: z.ZodError): string => {
  const problems = error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".") || "the arguments"}: ${message}`);
  return `${name} cannot take these arguments. ${problems.join("; ")}.`;
};

const failedWith = (error: ToolError): Failed => ({
  _tag: "Failed",
  content: { error },
  text: error.message,
});

export const defineTool = <Input, Output extends JsonObject, Failure>({
  schemas,
  input,
  run,
  summary,
  explain,
  ...told
}: ToolDefinition<Input, Output, Failure>): Tool => ({
  ...told,
  inputSchema: schemas.input,
  outputSchema: schemas.output,
  fault: failedWith({
    code: "unavailable",
    message: `The server failed at ${told.name}; what it was is in its log.`,
  }),
  call: (given) =>
    Effect.suspend((): Effect.Effect<ToolAnswer> => {
      const parsed = input.safeParse(given ?? {});
      if (!parsed.success) {
        const message = problemWithArguments(told.name, parsed.error);
        return Effect.succeed(failedWith({ code: "rejected", message }));
      }
      return run(parsed.data).pipe(
        Effect.match({
          onSuccess: (content): ToolAnswer => ({ _tag: "Answered", content, text: summary(content) }),
          onFailure: (failure): ToolAnswer => failedWith(explain(failure)),
        }),
      );
    }),
});
