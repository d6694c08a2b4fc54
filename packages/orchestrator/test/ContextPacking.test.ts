import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { packSections } from "../src/ContextPacking.ts";

const section = (name: string, tokens: number, own = true, mentioned = false) => ({
  name,
  tokens,
  own,
  mentioned,
});
const names = (sections: ReadonlyArray<{ readonly name: string }>) =>
  sections.map((one) => one.name).join("");

describe("sections in a budget", () => {
  it("are taken from the session before its parent, and of each first those that are spoken of", () => {
    const all = [
      section("a", 10),
      section("b", 10, true, true),
      section("c", 10, false),
      section("d", 10, false, true),
    ];
    const kept = (budget: number) => names(packSections(all, budget, 5).sections);
    expect([15, 25, 35, 45].map(kept)).toEqual(["b", "ab", "abd", "abcd"]);
  });

  it("are whole: one that does not fit is left out, and a smaller one behind it taken", () => {
    const { sections, omitted, tokens, whole, smallest } = packSections(
      [section("a", 10), section("b", 100), section("c", 20)],
      40,
      5,
    );
    expect({ kept: names(sections), left: names(omitted), tokens, whole, smallest }).toEqual({
      kept: "ac",
      left: "b",
      tokens: 35,
      whole: 135,
      smallest: 15,
    });
  });

  it("say what the smallest would need where none fits, and nothing where there is none", () => {
    expect(packSections([section("a", 10), section("b", 7)], 11, 5)).toMatchObject({
      sections: [],
      tokens: 0,
      smallest: 12,
    });
    expect(packSections([section("a", 10), section("b", 7)], 12, 5).sections).toHaveLength(1);
    expect(packSections([], 11, 5)).toMatchObject({ sections: [], tokens: 0, smallest: null });
  });

  it("never cost more than the budget, and all fit into what the whole would need", () => {
    const any = fc.array(
      fc
        .record({ tokens: fc.integer({ min: 1, max: 500 }), own: fc.boolean(), mentioned: fc.boolean() })
        .map((one) => ({ name: "x", ...one })),
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 2000 }), (all, budget) => {
        const packed = packSections(all, budget, 5);
        return (
          packed.tokens <= budget &&
          packed.sections.length + packed.omitted.length === all.length &&
          packSections(all, packed.whole, 5).omitted.length === 0
        );
      }),
    );
  });
});
