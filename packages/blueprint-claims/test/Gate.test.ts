import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { claimIdOf } from "../src/Claim.ts";
import { declarationOf, type PromotionInput, promotionOf, reinforcementOf } from "../src/Gate.ts";
import { reading, sourceOf } from "./support.ts";

const claim = "The files are the truth";
const spec = `# Spec\n\n${claim}, always.\n`;
const learnt = `# Feedback\n\nIt held: *the files* are the truth.\n`;

const feedback = (text: string, untouched = false) => ({
  session: "voucher",
  document: new ArtifactDocument(text),
  untouched,
});

const good: PromotionInput = {
  text: claim,
  minDays: 7,
  sources: [
    reading("checkout", "spec", spec),
    reading("voucher", "feedback", learnt, { on: "2026-11-10T09:00:00Z" }),
  ],
  feedback: [feedback(learnt)],
};

const failed = (input: Partial<PromotionInput>): ReadonlyArray<string> =>
  promotionOf({ ...good, ...input })
    .tests.filter((one) => !one.passed)
    .map((one) => one.code);

describe("the gate of promotion", () => {
  it("lets through what two sessions say in two stages, signed nine days apart", () => {
    const decision = promotionOf(good);
    expect(decision.tests.filter((one) => !one.passed)).toEqual([]);
    expect(decision).toMatchObject({ allowed: true, days: 9 });
    expect(decision.sources.map((one) => [one.session, one.line, one.quote, one.signed?.at])).toEqual([
      ["checkout", 3, "The files are the truth, always.", "2026-11-01T09:00:00Z"],
      ["voucher", 3, "It held: the files are the truth.", "2026-11-10T09:00:00Z"],
    ]);
    expect(promotionOf(good)).toEqual(decision);
  });

  const [first, second] = good.sources;
  if (first === undefined || second === undefined) throw new Error("two sources");

  const rows: ReadonlyArray<[string, Partial<PromotionInput>, ReadonlyArray<string>]> = [
    [
      "two documents of one session",
      { sources: [first, { ...second, session: "checkout" }] },
      ["insufficient-session-diversity"],
    ],
    [
      "two documents of one stage",
      { sources: [first, { ...second, stage: "spec" }] },
      ["insufficient-stage-diversity"],
    ],
    [
      "a copy in other capitals",
      { sources: [first, reading("voucher", "plan", spec.toUpperCase(), { on: "2026-11-10T09:00:00Z" })] },
      ["duplicate-statement"],
    ],
    [
      "a claim that no source holds",
      { text: "The moon is made of cheese" },
      ["claim-not-in-source", "insufficient-temporal-stability"],
    ],
    [
      "a source as its template left it",
      { sources: [first, { ...second, untouched: true }] },
      ["claim-not-in-source", "insufficient-temporal-stability"],
    ],
    [
      "a source without a sign-off",
      { sources: [first, { ...second, signOff: null }] },
      ["source-not-signed-off", "insufficient-temporal-stability"],
    ],
    [
      "a source that was edited since",
      {
        sources: [
          first,
          reading("voucher", "feedback", learnt, {
            signOff: { by: "a", kind: "human", at: "2026-11-10T09:00:00Z", digest: "sha256:old" },
          }),
        ],
      },
      ["source-not-signed-off", "insufficient-temporal-stability"],
    ],
    ["no feedback", { feedback: [] }, ["no-feedback-evidence"]],
    ["feedback as its template left it", { feedback: [feedback(learnt, true)] }, ["no-feedback-evidence"]],
    [
      "feedback that is not finished",
      { feedback: [feedback(`${learnt}\n[REQUIRES INPUT]\n`)] },
      ["no-feedback-evidence"],
    ],
    [
      "a marker of contradiction",
      { feedback: [feedback(`${learnt}\n[Contradiction]\n`)] },
      ["contradicted-by-feedback"],
    ],
    [
      "a marker that names it",
      { feedback: [feedback(`${learnt}\n[contradiction: ${claimIdOf(claim).slice(0, 10)} in use]\n`)] },
      ["contradicted-by-feedback"],
    ],
    [
      "a phrase beside it",
      { feedback: [feedback(`# F\n\nThat the files are the truth was rejected.\n`)] },
      ["contradicted-by-feedback"],
    ],
    ["sign-offs too near", { minDays: 10 }, ["insufficient-temporal-stability"]],
  ];
  it.each(rows)("stops %s", (_what, input, codes) => {
    expect(failed(input)).toEqual(codes);
  });

  it("counts the days that are asked for", () => {
    expect(failed({ minDays: 9 })).toEqual([]);
  });

  it("says of each failed test how to meet it", () => {
    const { tests } = promotionOf({ ...good, sources: [first], feedback: [] });
    for (const one of tests) expect(one.how === null).toBe(one.passed);
  });

  it.each([
    ["a marker that names another claim", `${learnt}\n[contradiction: C-00000000]\n`],
    ["a phrase beside something else", `${learnt}\nThe second button was rejected.\n`],
  ])("lets %s pass", (_what, text) => {
    expect(failed({ feedback: [feedback(text)] })).toEqual([]);
  });

  it("takes other words where a person names them, and only where they stand", () => {
    const other = "# Feedback\n\nNothing but files counts.\n";
    const source = (named: PromotionInput["sources"][number]["named"]) =>
      reading("voucher", "feedback", other, { on: "2026-11-10T09:00:00Z", named });
    const decision = promotionOf({
      ...good,
      sources: [first, source({ quote: "nothing but *files* counts" })],
    });
    expect(decision.allowed).toBe(true);
    expect(decision.sources[1]).toMatchObject({
      found_by: "quote",
      line: 3,
      quote: "Nothing but files counts.",
    });
    expect(promotionOf({ ...good, sources: [first, source({ line: 3 })] }).sources[1]).toMatchObject({
      found_by: "place",
      line: 3,
      quote: "Nothing but files counts.",
    });
    expect(failed({ sources: [first, source({ line: 2 })] })).toContain("claim-not-in-source");
    expect(failed({ sources: [first, source({ quote: "files come first" })] })).toContain(
      "claim-not-in-source",
    );
  });
});

it("declares only what the blueprint itself says", () => {
  const own = reading("__blueprint__", "intent", `# Intent\n\n${claim}.\n`, { signOff: null });
  const codes = (text: string, sources: Parameters<typeof declarationOf>[2]) =>
    declarationOf(text, "__blueprint__", sources)
      .tests.filter((one) => !one.passed)
      .map((one) => one.code);
  expect(codes(claim, [own])).toEqual([]);
  expect(codes(claim, [own, reading("checkout", "spec", spec)])).toEqual(["source-outside-blueprint"]);
  expect(codes("The moon is made of cheese", [own])).toEqual(["claim-not-in-source"]);
  expect(codes(claim, [own, own])).toEqual(["duplicate-statement"]);
});

it("reinforces a claim by what was not its source yet", () => {
  const known = [sourceOf("checkout", "spec", spec)];
  const codes = (text: string) =>
    reinforcementOf(claim, known, [reading("checkout", "spec", text)])
      .tests.filter((one) => !one.passed)
      .map((one) => one.code);
  expect(codes(spec)).toEqual(["source-known"]);
  expect(codes(`${spec}\nMore.\n`)).toEqual([]);
  expect(codes("# Spec\n\nNothing.\n")).toEqual(["claim-not-in-source"]);
});
