/**
 * A rule is a sentence and a check. The kinds of check are a closed union, so that a rule is data
 * and the engine knows no rule.
 */
import * as z from "zod";

const stageName = z.enum(["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"]);

const wantedSection = z.strictObject({
  title: z.string().min(1),
  /** Other titles that count; each matches whole or as the opening words. */
  aliases: z.array(z.string().min(1)).default([]),
});

export const RuleCheck = z.discriminatedUnion("kind", [
  /** No `[REQUIRES INPUT]` is left in prose. */
  z.strictObject({ kind: z.literal("open-marker") }),
  /** Something stands below the headings. */
  z.strictObject({ kind: z.literal("not-empty") }),
  /** Each stage has its sections. */
  z.strictObject({
    kind: z.literal("required-sections"),
    sections: z.partialRecord(stageName, z.array(wantedSection)),
  }),
  /** No unfinished merge. */
  z.strictObject({ kind: z.literal("conflict-markers") }),
  /** A section exists and lists at least one entry that opens in bold. */
  z.strictObject({ kind: z.literal("section-with-entries"), section: z.string().min(1) }),
  /** None of these texts stands in prose. */
  z.strictObject({ kind: z.literal("forbidden-text"), texts: z.array(z.string().min(1)).min(1) }),
  /** No stage is begun before the stages it is built on. */
  z.strictObject({ kind: z.literal("stage-sequence") }),
  /** Every stage has its document. */
  z.strictObject({ kind: z.literal("artifact-exists") }),
  /** The pointer to the current session names one that exists. */
  z.strictObject({ kind: z.literal("current-session") }),
  /** The session has readable metadata. */
  z.strictObject({ kind: z.literal("session-metadata") }),
  /** No document lies where an earlier layout had it. */
  z.strictObject({ kind: z.literal("legacy-path") }),
]);
export type RuleCheck = z.infer<typeof RuleCheck>;

export const Rule = z.strictObject({
  /** `article-N/kebab-case`. */
  id: z.string().regex(/^article-(?:[1-9]|1[0-2])\/[a-z0-9-]+$/),
  title: z.string().min(1),
  severity: z.enum(["error", "warning"]),
  /** Stages it looks at; absent means all. */
  stages: z.array(stageName).optional(),
  /** The version of the rule set that brought it. */
  since: z.string(),
  rationale: z.string().min(1),
  check: RuleCheck,
});
export type Rule = z.infer<typeof Rule>;
