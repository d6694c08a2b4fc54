/** Every example of the constitution is a test: a bad one says in itself which findings it has, a good one has none. */
import { ruleExamples } from "@idse/constitution-rules";
import { isStage } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { validateDocument } from "../src/validate.ts";

it.each(Object.entries(ruleExamples))("finds in %s what it announces", (path, text) => {
  const [, rule, stage = ""] = /^(.+)\/(?:bad|good)-([a-z]+)-[^/]*$/.exec(path) ?? [];
  if (!isStage(stage)) throw new Error(`${path} names no stage`);
  const announced = text
    .split("\n")
    .flatMap((line, index) =>
      Array.from(line.matchAll(/<!-- ! (\S+) -->/g), (match) => `${index + 1} ${match[1]}`),
    );
  const found = validateDocument(text, { stage }).filter((finding) => finding.rule === rule);
  expect(found.map((finding) => `${finding.line} ${finding.rule}`)).toEqual(announced);
});

it("runs some", () => {
  expect(Object.keys(ruleExamples).length).toBeGreaterThan(10);
});
