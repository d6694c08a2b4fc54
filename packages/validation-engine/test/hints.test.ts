/** A hint that is a command is one command, whole, for the session that the finding is about. */
import { coreRuleSet } from "@idse/constitution-rules";
import { ArtifactDocument, type Stage, stages } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import type { DocumentInput } from "../src/Input.ts";
import { validate } from "../src/validate.ts";
import { sessionWith, writtenText } from "./session.ts";

const hintsOf = (rule: string, plan: Partial<DocumentInput>) => {
  const documents = stages.map((stage: Stage) => ({
    stage,
    path: `${stage}.md`,
    document: new ArtifactDocument(writtenText(stage)),
    untouched: false,
    claimed: false,
    ...(stage === "plan" ? plan : {}),
  }));
  return validate({ sessions: [sessionWith({}, { documents })], ruleSet: coreRuleSet, rule }).findings.map(
    (one) => one.hint,
  );
};

it.each<[string, Partial<DocumentInput>, string]>([
  [
    "article-7/built-on-current",
    { signOff: { asItStands: true, staleBecause: [{ stage: "spec", sections: ["Scope"] }] } },
    "idse diff plan --of spec --session checkout",
  ],
  [
    "article-6/signed-as-it-stands",
    { signOff: { asItStands: false, staleBecause: [] } },
    "idse session set-stage checkout --stage plan --status completed",
  ],
  ["article-10/artifact-missing", { document: null }, "idse artifact write --stage plan --session checkout"],
])("%s", (rule, plan, hint) => {
  expect(hintsOf(rule, plan)).toEqual([hint]);
});
