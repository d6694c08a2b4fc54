/** Every example of the constitution is a test: a bad one says in itself which findings it has, a good one has none. */
import { coreRuleSet, type Finding, familyOf } from "@idse/constitution-rules";
import { ruleExamples } from "@idse/constitution-rules/examples";
import { isStage, stageDefinition } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { validate, validateDocument } from "../src/validate.ts";
import { readExample } from "./example.ts";

const entries = Object.entries(ruleExamples);

/** Where an author would look for it: in a document, or beside all of them. */
const placeOf = ({ stage, path, line, rule }: Finding): string =>
  stage !== null && path.endsWith(`/${stageDefinition(stage).path}`)
    ? `${stage} ${line === null ? "-" : line} ${rule}`
    : `- - ${rule}`;

it.each(entries)("finds in %s what it announces", (path, text) => {
  const rule = path.split("/").slice(0, 2).join("/");
  const { input, announced } = readExample(path, text, coreRuleSet);
  const found = validate(input).findings.filter(
    (finding) => finding.rule === rule && finding.waiver === null,
  );
  expect(found.map(placeOf).toSorted()).toEqual(announced.toSorted());
});

const aboutOneDocument = coreRuleSet.rules
  .filter((rule) => familyOf(rule.check.kind) === "document")
  .map((rule) => rule.id);

it.each(
  entries.filter(([path]) =>
    aboutOneDocument.some((id) => /^\/(?:bad|good)-(?!session-)/.test(path.replace(id, ""))),
  ),
)("finds the same in %s as a text alone", (path, text) => {
  const [, rule, stage = ""] = /^(.+)\/(?:bad|good)-([a-z]+)-[^/]*$/.exec(path) ?? [];
  if (!isStage(stage)) throw new Error(`${path} names no stage`);
  const { announced } = readExample(path, text, coreRuleSet);
  const found = validateDocument(text, { stage }).filter((finding) => finding.rule === rule);
  expect(found.map((finding) => `${stage} ${finding.line} ${finding.rule}`)).toEqual(announced);
});
