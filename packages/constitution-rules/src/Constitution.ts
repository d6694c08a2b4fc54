/**
 * `.idse/constitution.json`: what a repository adds to the constitution. It adds rules, raises
 * severities, gives sections and identifiers other names, names templates, and records waivers. It
 * cannot take a rule out or lower one. A file with anything wrong in it is refused as a whole, with the
 * place, since half a law is a guess.
 */
import {
  defaultIdentifiers,
  type IdentifierScheme,
  identifierKinds,
  type JsonResult,
  normaliseTitle,
  placeInJson,
  readJson,
  repeatedMemberIn,
} from "@idse/pipeline-artifacts";
import * as z from "zod";
import type { Constitution } from "./CoreConstitution.ts";
import { OwnRule, type Rule } from "./Rule.ts";
import { stageName } from "./RuleCheck.ts";
import { coreRuleSet, makeRuleSet, type RuleSet } from "./RuleSet.ts";
import { said } from "./said.ts";
import { FileWaiver, type Waiver } from "./Waiver.ts";

const prefix = z
  .string()
  .regex(/^\p{L}+$/u, "an identifier begins with letters alone, as FR in FR-1 or Task in Task 1.2");

/** It may name no file outside the repository, on any system. */
const pathInside = z
  .string()
  .regex(
    /^(?![A-Za-z]:)(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\]+$/,
    "a path is written from the repository's root, with / and without ..",
  );

const shape = z.strictObject({
  $schema: said("Where an editor finds what may stand here.", z.string().optional()),
  schema_version: said("The version of this form.", z.literal(1)),
  rules: said("Rules of this repository.", z.array(OwnRule).default([])),
  severities: said(
    "Shipped rules that are warnings and are to fail a validation here, by id.",
    z.record(z.string(), z.literal("error")).default({}),
  ),
  section_aliases: said(
    "Titles that count for a section, in another language for one, by the title that the rules use.",
    z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  ),
  identifiers: said(
    "What identifiers begin with here, beside the usual letters, by kind.",
    z.partialRecord(z.enum(identifierKinds), z.array(prefix).min(1)).default({}),
  ),
  templates: said(
    "The template of a stage, as a path from the repository's root.",
    z.partialRecord(stageName, pathInside).default({}),
  ),
  waivers: said(
    "Rules that are set aside, each in one place, with a reason.",
    z.array(FileWaiver).default([]),
  ),
});

const known = new Set(coreRuleSet.rules.map((rule) => rule.id));
const aboutWaivers = new Set(
  coreRuleSet.rules.filter((rule) => rule.check.kind === "waiver").map((rule) => rule.id),
);

/** The titles of the sections that a check asks for, as they are compared. */
const sectionsOf = ({ check }: Pick<Rule, "check">): ReadonlyArray<string> => {
  const titles =
    check.kind === "required-sections"
      ? Object.values(check.sections).flatMap((sections) => sections.map(({ title }) => title))
      : "section" in check && check.section !== undefined
        ? [check.section]
        : [];
  return titles.map(normaliseTitle);
};

/** Why a check could never find anything, or undefined. */
const idleness = ({ check }: Pick<Rule, "check">): string | undefined => {
  if (check.kind === "size") {
    const { maxBytes, maxWords, minWords } = check;
    if (maxBytes === undefined && maxWords === undefined && minWords === undefined)
      return "give maxBytes, maxWords or minWords";
    if (maxWords !== undefined && minWords !== undefined && minWords > maxWords)
      return "minWords is more than maxWords";
  }
  if (check.kind === "checklist" && check.identifiers === undefined && check.section === undefined)
    return "give identifiers or a section";
  return undefined;
};

/** The file's form, with what only the shipped rules can tell: which ids are rules. */
export const ConstitutionFile = shape.superRefine((file, context) => {
  const say = (path: Array<string | number>, message: string) =>
    context.addIssue({ code: "custom", path, message });
  const own = new Set<string>();
  file.rules.forEach(({ id }, index) => {
    if (own.has(id)) say(["rules", index, "id"], `the rule "${id}" stands here twice`);
    own.add(id);
  });
  file.rules.forEach((rule, index) => {
    const idle = idleness(rule);
    if (idle !== undefined) say(["rules", index, "check"], idle);
  });
  for (const id of Object.keys(file.severities)) {
    if (!known.has(id))
      say(["severities", id], "is not a rule of the constitution; see idse constitution list");
  }
  const sections = new Set([...coreRuleSet.rules, ...file.rules].flatMap(sectionsOf));
  for (const title of Object.keys(file.section_aliases)) {
    if (!sections.has(normaliseTitle(title)))
      say(["section_aliases", title], "is not a section that a rule asks for");
  }
  const taken = new Map(
    identifierKinds.flatMap((kind) => defaultIdentifiers[kind].map((one) => [one.toLowerCase(), kind])),
  );
  for (const kind of identifierKinds) {
    file.identifiers[kind]?.forEach((one, index) => {
      const other = taken.get(one.toLowerCase()) ?? kind;
      if (other !== kind) say(["identifiers", kind, index], `"${one}" begins a ${other} already`);
      taken.set(one.toLowerCase(), kind);
    });
  }
  file.waivers.forEach(({ rule }, index) => {
    if (aboutWaivers.has(rule) || file.rules.some((one) => one.id === rule && one.check.kind === "waiver"))
      say(["waivers", index, "rule"], "a rule about waivers cannot be waived");
    if (!known.has(rule) && !own.has(rule))
      say(["waivers", index, "rule"], `"${rule}" is not a rule; see idse constitution list`);
  });
});
export type ConstitutionFile = z.infer<typeof ConstitutionFile>;

/** The shipped constitution with what a repository's file adds. */
export const parseConstitution = (text: string): JsonResult<Constitution> => {
  const read = readJson(text, ConstitutionFile);
  if (!read.ok) return read;
  const repeated = repeatedMemberIn(text);
  if (repeated !== null) return { ok: false, problem: repeated };
  const file = read.value;
  const raised = coreRuleSet.rules.map(
    (rule): Rule => (file.severities[rule.id] === undefined ? rule : { ...rule, severity: "error" }),
  );
  const own = file.rules.map((rule): Rule => ({ ...rule, since: coreRuleSet.version }));
  const beginnings = (kind: (typeof identifierKinds)[number]) => [
    ...new Set([...defaultIdentifiers[kind], ...(file.identifiers[kind] ?? [])]),
  ];
  const identifiers: IdentifierScheme = {
    "success-criterion": beginnings("success-criterion"),
    requirement: beginnings("requirement"),
    criterion: beginnings("criterion"),
    task: beginnings("task"),
    decision: beginnings("decision"),
  };
  return {
    ok: true,
    value: {
      text,
      ruleSet: makeRuleSet(coreRuleSet.name, coreRuleSet.version, [...raised, ...own], {
        sectionAliases: file.section_aliases,
        identifiers,
      }),
      waivers: file.waivers.length === 0 ? [] : placed(text, file.waivers),
      templates: file.templates,
    },
  };
};

/** The rule set alone, for those who hold documents against it without a repository. */
export const parseRuleSet = (text: string): JsonResult<RuleSet> => {
  const read = parseConstitution(text);
  return read.ok ? { ok: true, value: read.value.ruleSet } : read;
};

const placed = (text: string, waivers: ConstitutionFile["waivers"]): ReadonlyArray<Waiver> =>
  waivers.map(({ rule, place, reason, by, until }, index) => ({
    rule,
    place,
    reason: reason.trim(),
    by,
    until: until ?? null,
    line: placeInJson(text, ["waivers", index]).line,
  }));
