import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { contextSections } from "../src/ContextSections.ts";
import { blockOf } from "../src/ContextText.ts";
import { estimateTokens } from "../src/TokenEstimate.ts";

const sectionsIn = (text: string, mentioned: ReadonlyArray<string> = []) =>
  contextSections(
    { session: "checkout", stage: "spec", document: new ArtifactDocument(text), own: true },
    "spec.md",
    new Set(mentioned),
  );

it("places a section by its lines, whatever ends them, and without the blank ones behind it", () => {
  const text = "# Spec\n\n## Goal\n\nPay.\n\n\n## Scope\nCards.";
  const placed = (one: string) => sectionsIn(one).map(({ place, text }) => [place, text]);
  const expected = [
    ["spec.md:3-5", "## Goal\n\nPay.\n"],
    ["spec.md:8-9", "## Scope\nCards.\n"],
  ];
  expect(placed(text)).toEqual(expected);
  expect(placed(text.replaceAll("\n", "\r\n"))).toEqual(expected);
  expect(placed(`\ufeff${text}`)).toEqual(expected);
});

it("takes what stands before the first section where it is more than a title", () => {
  expect(sectionsIn("# Spec\n\n## Goal\n\nPay.\n").map((one) => one.section)).toEqual(["Goal"]);
  expect(sectionsIn("# Spec\n\nFor shops.\n\n## Goal\n\nPay.\n").map((one) => one.section)).toEqual([
    "",
    "Goal",
  ]);
});

it("leaves out a section that says nothing, and keeps all below a heading together", () => {
  const sections = sectionsIn("# Spec\n\n## Empty\n\n## Goal\n\n### First\n\nPay.\n\n### Second\n\nOften.\n");
  expect(sections.map((one) => one.text)).toEqual(["## Goal\n\n### First\n\nPay.\n\n### Second\n\nOften.\n"]);
});

it("knows a section that is spoken of by its title or by the slug of a link", () => {
  const text = "# Spec\n\n## 2. The Goal\n\nPay.\n\n## Scope\n\nCards.\n";
  const of = (key: string) => sectionsIn(text, [key]).map((one) => one.mentioned);
  expect(of("checkout/spec/the-goal")).toEqual([true, false]);
  expect(of("checkout/plan/the-goal")).toEqual([false, false]);
});

it("counts a section with its place", () => {
  for (const one of sectionsIn("# Spec\n\n## Goal\n\nPay.\n")) {
    expect(one.tokens).toBe(estimateTokens(blockOf(one)));
    expect(blockOf(one)).toBe("=== spec.md:3-5\n## Goal\n\nPay.\n\n");
  }
});
