/** The form of the examples. That the rules find in them what they say is tested where rules are run. */
import { readdirSync, readFileSync } from "node:fs";
import { isStage } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { ruleExamples } from "../src/generated/examples.ts";
import { coreRuleSet } from "../src/RuleSet.ts";

const paths = Object.keys(ruleExamples);
const folder = new URL("../examples/", import.meta.url);

it("are the files of the package", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".md"));
  expect(files.sort()).toEqual(paths);
  for (const path of paths) {
    expect(readFileSync(new URL(path, folder), "utf8").replaceAll("\r\n", "\n")).toBe(ruleExamples[path]);
  }
});

it.each(paths)(
  "%s is named as rule, verdict, stage and case, and announces findings only when bad",
  (path) => {
    const [, id, verdict, stage] =
      /^(article-\d+\/[a-z-]+)\/(bad|good)-([a-z]+)-[a-z-]+\.md$/.exec(path) ?? [];
    expect(coreRuleSet.rules.map((rule) => rule.id)).toContain(id);
    expect(stage === "session" || isStage(stage ?? "")).toBe(true);
    const announced = [...(ruleExamples[path] ?? "").matchAll(/<!-- ! (\S+) -->/g)].map((match) => match[1]);
    expect(announced.every((one) => one === id)).toBe(true);
    expect(announced.length > 0).toBe(verdict === "bad");
  },
);

it("show for every rule three that are good and three that are bad", () => {
  for (const { id } of coreRuleSet.rules) {
    for (const verdict of ["good", "bad"]) {
      const count = paths.filter((path) => path.startsWith(`${id}/${verdict}-`)).length;
      expect([id, verdict, count >= 3]).toEqual([id, verdict, true]);
    }
  }
});
