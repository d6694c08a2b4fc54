import { coreRuleSet } from "@idse/constitution-rules";
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { proposalsIn } from "../src/extracts/proposals.ts";
import type { OverlapFact, SessionFacts } from "../src/Input.ts";
import { validate } from "../src/validate.ts";
import { sessionWith, writtenTexts } from "./session.ts";

const findingsOf = (rule: string, facts: Partial<SessionFacts>) =>
  validate({ sessions: [sessionWith(writtenTexts, facts)], ruleSet: coreRuleSet, rule }).findings;

const overlap: OverlapFact = {
  base: "shop/root",
  stage: "spec",
  section: "2. Scope",
  others: ["voucher"],
  more: 0,
  changedBy: [],
  at: { stage: "plan", path: "plan.md", line: 7, column: 3 },
};
const overlapsOf = (...overlaps: ReadonlyArray<Partial<OverlapFact>>) =>
  findingsOf("article-11/overlap", { overlaps: overlaps.map((one) => ({ ...overlap, ...one })) });

describe("an overlap", () => {
  it("is one finding, where the session speaks of the section", () => {
    expect(overlapsOf({})).toEqual([
      expect.objectContaining({
        stage: "plan",
        path: "plan.md",
        line: 7,
        column: 3,
        hint: "idse overlap --session checkout",
      }),
    ]);
  });

  it.each<[Partial<OverlapFact>, string]>([
    [{}, 'Agree with voucher: you all work on "2. Scope" in the spec of shop/root.'],
    [
      { others: ["a", "b", "c"], more: 4, changedBy: ["a", "this session"] },
      'Agree with a, b, c and 4 more: you all work on "2. Scope" in the spec of shop/root, and a and this session are to change it.',
    ],
    [
      { section: "", changedBy: ["voucher"] },
      "Agree with voucher: you all work on the opening in the spec of shop/root, and voucher is to change it.",
    ],
  ])("says who, what, and who changes it: %j", (fact, message) => {
    expect(overlapsOf(fact).map((one) => one.message)).toEqual([message]);
  });

  it("is the same finding when the title gets another number or the others change", () => {
    const [before] = overlapsOf({});
    const [after] = overlapsOf({ section: "3. Scope", others: ["till"], more: 2, changedBy: ["till"] });
    expect(after?.fingerprint).toBe(before?.fingerprint);
    expect(overlapsOf({ section: "Goal" })[0]?.fingerprint).not.toBe(before?.fingerprint);
  });
});

it("drift of a parent is told with the command that shows it", () => {
  const parentDrift = [{ parent: "root", stage: "spec" as const, sections: ["", "Scope"] }];
  expect(findingsOf("article-11/built-on-current-blueprint", { parentDrift })).toEqual([
    expect.objectContaining({
      stage: "spec",
      message:
        'Read the spec of root again: it changed in its opening, "Scope" since this session was built on it.',
      hint: "idse diff spec --of parent --session checkout",
    }),
  ]);
});

it("proposals stand at their headings", () => {
  const document = new ArtifactDocument("# Spec\n\n## Goal\n\nx\n\n## Blueprint: 2. Scope\n\nnew\n");
  const input = { stage: "spec", path: "spec.md", document, untouched: false, claimed: false } as const;
  expect(proposalsIn(input)).toEqual([
    {
      stage: "spec",
      path: "spec.md",
      section: "2. Scope",
      about: "blueprint: 2. Scope",
      line: 7,
      column: 1,
      endLine: 7,
      endColumn: 23,
    },
  ]);
});
