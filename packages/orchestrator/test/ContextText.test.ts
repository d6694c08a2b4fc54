import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { closingCost, closingOf } from "../src/ContextText.ts";
import { estimateTokens } from "../src/TokenEstimate.ts";

it("closes with how much it is, and how to have what was left out", () => {
  const closing = { session: "checkout", stage: "plan", budget: 4000, estimatedTokens: 3900, whole: 5000 };
  expect(closingOf({ ...closing, omitted: 0 })).toBe("About 3900 of 4000 tokens (estimated).\n");
  expect(closingOf({ ...closing, omitted: 1 })).toBe(
    "About 3900 of 4000 tokens (estimated). Left out: 1 section. All of it: idse context --session checkout --stage plan --budget 5000\n",
  );
});

it("costs no more than was set aside for it", () => {
  const count = fc.integer({ min: 1, max: 99_999_999 });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 255 }),
      fc.record({ budget: count, spent: fc.nat(), sections: count, omitted: fc.nat(), whole: count }),
      (session, { budget, spent, sections, omitted, whole }) =>
        estimateTokens(
          closingOf({
            session,
            stage: "plan",
            budget,
            estimatedTokens: spent % (budget + 1),
            omitted: omitted % (sections + 1),
            whole,
          }),
        ) <= closingCost(session, "plan", budget, sections),
    ),
  );
});
