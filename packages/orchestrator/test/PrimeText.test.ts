import { type Stage, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type PrimeFacts, primeLimit, primeText } from "../src/PrimeText.ts";

const facts = (over: Partial<PrimeFacts> = {}): PrimeFacts => ({
  project: "shop",
  session: "checkout",
  facts: "feature, in_progress",
  completed: 2,
  total: 7,
  worker: { id: "claude-code", mode: "planning" },
  next: { stage: "spec", agent: "claude-code", path: "specs/spec.md" },
  options: "",
  ...over,
});

describe("what an agent is told at the start", () => {
  it("is where it is, its mode, the next step and three commands", () => {
    expect(primeText(facts())).toBe(
      [
        "IDSE: design is written before code here. Project shop, session checkout (feature, in_progress): 2 of 7 stages completed.",
        "You are claude-code, in planning mode: write stage documents, and leave the code alone.",
        "Next: write the spec (claude-code): specs/spec.md",
        "- idse next --agent claude-code: what to read, what to write, when it is done",
        "- idse context --budget 4000: the sections that the stage builds on",
        "- idse validate: what is open, before you hand over",
        "For people: the agent registry, the constitution, the configuration, metadata, sign-offs.",
        "",
      ].join("\n"),
    );
  });

  it("says no more of an agent than it was told", () => {
    const text = primeText(facts({ worker: null }));
    expect(text).not.toContain("You are");
    expect(text).toContain("- idse next: what");
  });

  it("says that nothing is left, and what writes a document that has no path", () => {
    expect(primeText(facts({ next: null }))).toContain("\nAll stages are completed.\n");
    expect(
      primeText(facts({ options: " --project shop", next: { stage: "plan", agent: null, path: null } })),
    ).toContain("\nNext: write the plan: idse artifact write --stage plan --project shop\n");
  });

  it("is never longer than its limit, however things are called, and still says where it is", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 255 });
    const any = fc.record({
      project: name,
      session: name,
      worker: fc.option(fc.record({ id: name, mode: fc.constantFrom("planning", "implementation") })),
      next: fc.option(
        fc.record({
          stage: fc.constantFrom<Stage>(...stages),
          agent: fc.option(name),
          path: fc.option(fc.tuple(name, name, name).map((parts) => parts.join("/"))),
        }),
      ),
      options: fc.tuple(name, name).map(([a, b]) => ` --project ${a} --session ${b}`),
    });
    fc.assert(
      fc.property(any, (over) => {
        const text = primeText(facts(over as Partial<PrimeFacts>));
        return Buffer.byteLength(text) <= primeLimit && text.startsWith("IDSE: ");
      }),
      { numRuns: 100 },
    );
    const longest = "界".repeat(255);
    const named = primeText(facts({ project: longest, session: longest, options: longest }));
    expect(Buffer.byteLength(named)).toBeLessThanOrEqual(primeLimit);
    expect(named).toMatch(/^IDSE: [^\n]+: 2 of 7 stages completed\.\n/);
  });
});
