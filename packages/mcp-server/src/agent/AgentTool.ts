/**
 * A use case as a tool: it answers with the very document that the command prints with `--json`, and fails with the
 * command's own error. Hosts differ in what they show a model, so the document is there as text too.
 */
import type { JsonSchema } from "@idse/design-store-artifact-core/Protocol";
import type { Answer } from "@idse/orchestrator/Answer";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import { errorResult, faultReport } from "@idse/orchestrator/ErrorResult";
import { type Failure, Misuse } from "@idse/orchestrator/Failure";
import type { FailureReport } from "@idse/orchestrator/FailureReport";
import { type ResultKind, resultSchemas } from "@idse/orchestrator/results/Results";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { type Failed, problemWithArguments, type Tool, type ToolAnswer } from "../Tool.ts";
import type { Workplace } from "./Workplace.ts";

export interface AgentToolDefinition<K extends ResultKind, Input>
  extends Pick<Tool, "name" | "title" | "description" | "readOnly" | "additive"> {
  /** Whose document it answers with. */
  readonly kind: K;
  readonly input: z.ZodType<Input>;
  readonly run: (input: Input) => Effect.Effect<Answer<K>, Failure>;
}

/** The published schema of a kind, without the line that says which draft: it stands at the root. */
const published = (kind: ResultKind) => {
  const { $schema: _, ...schema } = z.toJSONSchema(resultSchemas[kind], { io: "output" });
  return { title: kind, ...schema };
};

/** Either document, since clients hold what a failed tool answers against the schema too. */
const outputSchemaOf = (kind: ResultKind): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  anyOf: [published(kind), published("error")],
});

const inputSchemaOf = (input: z.ZodType): JsonSchema => ({
  ...z.toJSONSchema(input, { io: "input" }),
  type: "object",
});

export const failedWith = (report: FailureReport, asTyped: Workplace["asTyped"]): Failed => {
  const { message, hint } = report;
  const more = hint === null || message.includes(hint) ? "" : `\n${asTyped(hint)}`;
  return { _tag: "Failed", content: { ...errorResult(report, asTyped) }, text: `${message}${more}` };
};

export const agentTool = <K extends ResultKind, Input>(
  { asTyped }: Workplace,
  { kind, input, run, ...told }: AgentToolDefinition<K, Input>,
): Tool => {
  const failed = (failure: Failure): ToolAnswer => failedWith(describeFailure(failure), asTyped);
  return {
    ...told,
    inputSchema: inputSchemaOf(input),
    outputSchema: outputSchemaOf(kind),
    fault: failedWith(faultReport(`${told.name} failed; what it was is on its standard error.`), asTyped),
    call: (arguments_) =>
      Effect.suspend((): Effect.Effect<ToolAnswer> => {
        const parsed = input.safeParse(arguments_ ?? {});
        if (!parsed.success)
          return Effect.succeed(
            failed(new Misuse({ problem: problemWithArguments(told.name, parsed.error) })),
          );
        return run(parsed.data).pipe(
          Effect.match({
            onSuccess: ({ value, notes }): ToolAnswer => ({
              _tag: "Answered",
              content: { ...value },
              text: JSON.stringify(value),
              notes: notes.map((note) => `note: ${note}`),
            }),
            onFailure: failed,
          }),
        );
      }),
  };
};
