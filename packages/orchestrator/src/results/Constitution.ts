/** The law as it stands here: its rules, one of them or an article in full, and the repository's own file. */
import { articles } from "@idse/constitution-rules";
import * as z from "zod";
import { result, stageName } from "./Common.ts";

const severity = z.enum(["error", "warning"]);
const article = z.enum(articles);
const ruleSet = z.object({ name: z.string(), version: z.string(), digest: z.string() });

const listedRule = z.object({
  id: z.string(),
  article,
  title: z.string(),
  severity,
  /** The version of the rule set that brought it; null for a rule of this repository. */
  since: z.string().nullable(),
  own: z.boolean(),
  /** Shipped as a warning, and an error here. */
  raised: z.boolean(),
  /** How many waivers of `.idse/constitution.json` speak of it. */
  waivers: z.int(),
});

export const ConstitutionListResult = result("constitution-list", {
  ruleSet,
  /** The repository's file; null where there is none. */
  path: z.string().nullable(),
  rules: z.array(listedRule),
  summary: z.object({ rules: z.int(), errors: z.int(), own: z.int(), raised: z.int(), waivers: z.int() }),
});

const example = z.object({ name: z.string(), text: z.string() });

const place = z.union([
  z.literal("everywhere"),
  z.object({
    project: z.string().nullable(),
    session: z.string().nullable(),
    stage: stageName.nullable(),
    path: z.string().nullable(),
  }),
]);

const waiver = z.object({
  rule: z.string(),
  place,
  reason: z.string(),
  by: z.string(),
  until: z.string().nullable(),
  line: z.int(),
  state: z.enum(["in-force", "expired", "without-reason"]),
});

export const ConstitutionEntryResult = result("constitution-entry", {
  /** Null where an article was asked for. */
  rule: listedRule
    .extend({
      rationale: z.string(),
      /** Null: it looks at all of them. */
      stages: z.array(stageName).nullable(),
      check: z.record(z.string(), z.unknown()),
      /** What this kind of check asks, in a sentence. */
      asks: z.string(),
      /** None of a rule of this repository. */
      good: example.nullable(),
      bad: example.nullable(),
      waivers: z.array(waiver),
    })
    .nullable(),
  /** The article that was asked for, or that the rule serves. */
  article: z.object({ number: article, title: z.string(), text: z.string(), rules: z.array(z.string()) }),
});

export const ConstitutionCheckResult = result("constitution-check", {
  /** Null where the repository adds nothing. */
  path: z.string().nullable(),
  ruleSet,
  rules: z.array(z.string()),
  raised: z.array(z.string()),
  sectionAliases: z.int(),
  waivers: z.array(waiver),
});

export const constitutionResults = {
  "constitution-list": ConstitutionListResult,
  "constitution-entry": ConstitutionEntryResult,
  "constitution-check": ConstitutionCheckResult,
};
