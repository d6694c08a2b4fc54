/**
 * What a profile says to one target alone, under `runtime_hints.<target>`. A profile is written by agents too:
 * what it can ask for takes rights away and never gives any.
 */
import * as z from "zod";
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import { type ProfileLoss, type TargetName, type TargetProblem, targetIds } from "./Target.ts";

export interface TargetHints<Hints> {
  /** Null where there are problems. */
  readonly hints: Hints | null;
  readonly losses: ReadonlyArray<ProfileLoss>;
  readonly problems: ReadonlyArray<TargetProblem>;
}

/** Hints to other targets are not meant for this one and are no loss. */
export const hintsFor = <Shape extends z.ZodRawShape>(
  target: TargetName,
  spec: AgentProfileSpec,
  schema: z.ZodObject<Shape>,
): TargetHints<z.infer<z.ZodObject<Shape>>> => {
  const said = Object.hasOwn(spec.runtime_hints, target.id) ? spec.runtime_hints[target.id] : {};
  const parsed = schema.safeParse(said);
  return {
    hints: parsed.success ? parsed.data : null,
    losses: strangersIn(target, spec),
    problems: (parsed.error?.issues ?? []).flatMap((issue) => problemsOf(target, issue, schema)),
  };
};

const strangersIn = (
  { id, title }: TargetName,
  { runtime_hints }: AgentProfileSpec,
): ReadonlyArray<ProfileLoss> =>
  Object.keys(runtime_hints)
    .filter((key) => !targetIds.some((one) => one === key))
    .map((key) => ({
      field: `runtime_hints.${key}`,
      reason: `Only what stands under runtime_hints.${id} is written for ${title}.`,
    }));

const problemsOf = (
  { id, title }: TargetName,
  issue: z.core.$ZodIssue,
  { shape }: z.ZodObject,
): ReadonlyArray<TargetProblem> => {
  const path = [
    "runtime_hints",
    id,
    ...issue.path.map((one) => (typeof one === "number" ? one : String(one))),
  ];
  const named = (field: ReadonlyArray<string | number>): string => JSON.stringify(field.join("."));
  if (issue.code !== "unrecognized_keys") {
    return [
      {
        code: "target-hint-invalid",
        field: path,
        message: `${named(path)} ${issue.message}.`,
        hint: "Mend the value, or take the line out.",
      },
    ];
  }
  return issue.keys.map((key) => ({
    code: "target-hint-invalid",
    field: [...path, key],
    message: `${named([...path, key])} is nothing that a profile says to ${title}.`,
    hint:
      issue.path.length === 0
        ? `What it says there: ${Object.keys(shape).join(", ")}.`
        : "Take the line out.",
  }));
};

const text = z.string("must be a text").regex(/\S/, "must not be empty");

/** The kinds of value that hints take. */
export const hint = {
  text,
  texts: z.array(text, "must be a list of texts"),
  yesOrNo: z.boolean("must be true or false"),
  number: z.number("must be a number"),
  count: z.int("must be a whole number").positive("must be more than 0"),
  oneOf: <const Words extends ReadonlyArray<string>>(words: Words) =>
    z.enum(words, `must be ${words.join(" or ")}`),
};

/** The hints of a target; a key that is not in it is a problem. */
export const hintsSchema = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, "must be a mapping of keys to values");
