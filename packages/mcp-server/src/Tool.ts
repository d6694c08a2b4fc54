/**
 * What this server offers: a tool takes arguments as they came and gives an answer, whatever happens. Its arguments go
 * through a schema, its failures become structured results, so that a program can act on them. One file per tool in
 * `tools/`; a server is a list of them.
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

export type ToolAnswer =
  | { readonly _tag: "Answered"; readonly content: JsonObject; readonly summary: string }
  | { readonly _tag: "Failed"; readonly error: ToolError };

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly readOnly: boolean;
  /** Told in the handshake under `capabilities.experimental`. */
  readonly announces?: Readonly<Record<string, JSONObject>>;
  readonly call: (input: unknown) => Effect.Effect<ToolAnswer>;
}

export interface ToolDefinition<Input, Output extends JsonObject, Failure>
  extends Omit<Tool, "call" | "inputSchema" | "outputSchema"> {
  readonly schemas: { readonly input: JsonSchema; readonly output: JsonSchema };
  readonly input: z.ZodType<Input>;
  readonly run: (input: Input) => Effect.Effect<Output, Failure>;
  /** The answer in a line, for hosts that show text. What is structured is not said twice. */
  readonly summary: (output: Output) => string;
  readonly explain: (failure: Failure) => ToolError;
}

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".") || "the arguments"}: ${message}`)
    .join("; ");

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
  call: (given) =>
    Effect.suspend((): Effect.Effect<ToolAnswer> => {
      const parsed = input.safeParse(given ?? {});
      if (!parsed.success) {
        const message = `${told.name} cannot take these arguments. ${problemsOf(parsed.error)}.`;
        return Effect.succeed({ _tag: "Failed", error: { code: "rejected", message } });
      }
      return run(parsed.data).pipe(
        Effect.match({
          onSuccess: (content): ToolAnswer => ({ _tag: "Answered", content, summary: summary(content) }),
          onFailure: (failure): ToolAnswer => ({ _tag: "Failed", error: explain(failure) }),
        }),
      );
    }),
});
