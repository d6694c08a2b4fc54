import type { Finding } from "@idse/constitution-rules";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { pathOf } from "../../src/reporters/Wording.ts";
import { aFinding, aMissingDocument, aWaiver, context, folder, reportOf, someFindings } from "./report.ts";
import { hasMultitool, multitoolVerdict, schemaErrors } from "./sarifValidators.ts";

const print = (findings: ReadonlyArray<Finding>): string => reporters.sarif(reportOf(findings), context);
const runOf = (findings: ReadonlyArray<Finding>) => JSON.parse(print(findings)).runs[0];
const resultsOf = (findings: ReadonlyArray<Finding>): ReadonlyArray<Result> => runOf(findings).results;

const indexOfRule = context.ruleSet.rules.findIndex((one) => one.id === "article-3/requires-input");

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: ReadonlyArray<{
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: unknown;
    };
  }>;
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly suppressions: ReadonlyArray<unknown>;
  readonly baselineState?: string;
}

const everyKind = [
  aFinding({ hint: "Two or three sentences are enough." }),
  aFinding({ severity: "warning", path: "docs/a b/ü#1: x?.md", line: 9, endLine: 11 }),
  aFinding({ message: "See {0} and [this](1).", waiver: aWaiver() }),
  aFinding({ baselined: true, waiver: aWaiver({ path: aFinding().path, line: null, by: null }) }),
  aMissingDocument({ rule: "ours/say-when" }),
];
const hostile = fc.sample(someFindings, { seed: 7, numRuns: 40 }).flat();

/** A good log with one thing broken in its first result. */
const broken = (change: (result: Record<string, unknown>) => void): string => {
  const log = JSON.parse(print(everyKind));
  change(log.runs[0].results[0]);
  return JSON.stringify(log);
};
const logs = [
  ["one with every kind of finding, and words from hostile documents", print([...everyKind, ...hostile])],
  ["one without findings", print([])],
] as const;
const unknownLevel = broken((result) => {
  result.level = "fatal";
});
const danglingIndex = broken((result) => {
  result.ruleIndex = 99;
});
const noMessage = broken((result) => {
  delete result.message;
});
const spaceInUri = broken((result) => {
  result.locations = [{ physicalLocation: { artifactLocation: { uri: "a b.md" } } }];
});

describe("the SARIF schema", () => {
  it.each(logs)("accepts %s", (_, log) => {
    expect(schemaErrors(log)).toEqual([]);
  });

  it("rejects a broken one", () => {
    expect(schemaErrors(unknownLevel)).toEqual([expect.stringContaining("/runs/0/results/0/level")]);
    expect(schemaErrors(noMessage)).toEqual([expect.stringContaining("message")]);
    expect(schemaErrors(spaceInUri)).toEqual([expect.stringContaining("/uri")]);
  });
});

if (hasMultitool) {
  describe("the SARIF multitool", () => {
    it.each(logs)("has no error for %s", (_, log) => {
      const verdict = multitoolVerdict(log);
      expect(verdict.errors).toEqual([]);
      // That there is no page about the tool.
      expect(verdict.warnings).toEqual(["SARIF2005"]);
      // About a file it could not load it says nothing at all; so this shows that it read this one.
      expect(verdict.notes).toContain("SARIF2012");
    });

    it("has one for a broken one, and nothing to say about one it cannot load", () => {
      expect(multitoolVerdict(danglingIndex).errors).toEqual(["SARIF1009"]);
      expect(multitoolVerdict(unknownLevel)).toEqual({ errors: [], warnings: [], notes: [] });
    });
  });
}

describe("sarif", () => {
  it("describes the rules of the set, each with its article", () => {
    const { name, semanticVersion, rules } = runOf([]).tool.driver;
    expect({ name, version: semanticVersion }).toEqual(context.tool);
    expect(rules.map((one: { id: string }) => one.id)).toEqual(context.ruleSet.rules.map((one) => one.id));
    const rule = context.ruleSet.rules[indexOfRule];
    expect(rules[indexOfRule]).toEqual({
      id: "article-3/requires-input",
      shortDescription: { text: rule?.title },
      fullDescription: { text: rule?.rationale },
      help: { text: `${rule?.title}\n\n${rule?.rationale}` },
      defaultConfiguration: { level: "error" },
      properties: { tags: ["Article III"] },
    });
  });

  it("gives a finding its rule, level, words, place and fingerprints", () => {
    expect(resultsOf([aFinding({ hint: "Ask." })])).toEqual([
      {
        ruleId: "article-3/requires-input",
        ruleIndex: indexOfRule,
        level: "error",
        message: { text: "Say what problem this solves.\nAsk." },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: `${folder}/intents/intent.md`, uriBaseId: "%SRCROOT%" },
              region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 17 },
            },
          },
        ],
        partialFingerprints: {
          "idse/v1": "0123456789abcdef0123456789abcdef",
          primaryLocationLineHash: "0123456789abcdef0123456789abcdef:1",
        },
        suppressions: [],
      },
    ]);
    expect(runOf([]).originalUriBaseIds).toHaveProperty(["%SRCROOT%"]);
    expect(runOf([]).columnKind).toBe("utf16CodeUnits");
  });

  it("shows a missing document at the first line of where it belongs", () => {
    const [result] = resultsOf([aMissingDocument()]);
    expect(result?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: `${folder}/specs/spec.md` },
      region: { startLine: 1 },
    });
  });

  it("gives a rule outside the set an entry of its own", () => {
    const run = runOf([aFinding({ rule: "ours/say-when", article: "V", severity: "warning" })]);
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({
      id: "ours/say-when",
      defaultConfiguration: { level: "warning" },
      properties: { tags: ["Article V"] },
    });
  });

  it("says of a waived finding why, and where that stands", () => {
    const here = aWaiver({ path: aFinding().path, line: 4, by: null, until: null });
    const [outside, inside, counting] = resultsOf([
      aFinding({ waiver: aWaiver() }),
      aFinding({ waiver: here }),
      aFinding(),
    ]);
    expect(outside).toMatchObject({
      level: "note",
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: "Waived by ada until 2027-03-31: The vendor answers in March.",
          location: {
            physicalLocation: {
              artifactLocation: { uri: ".idse/constitution.json" },
              region: { startLine: 12 },
            },
          },
        },
      ],
    });
    expect(inside).toMatchObject({ level: "note", suppressions: [{ kind: "inSource" }] });
    expect(counting).toMatchObject({ level: "error", suppressions: [] });
    expect(counting).not.toHaveProperty("baselineState");
  });

  it("says of every finding whether it is new, where there is a baseline", () => {
    const states = resultsOf([aFinding(), aFinding({ baselined: true })]);
    expect(states.map((one) => one.baselineState)).toEqual(["new", "unchanged"]);
    expect(states.map((one) => one.level)).toEqual(["error", "note"]);
  });

  it("points at files by relative references that lead back to their paths, and at rules that are there", () => {
    fc.assert(
      fc.property(someFindings, (findings) => {
        const run = runOf(findings);
        const results: ReadonlyArray<Result> = run.results;
        expect(results).toHaveLength(findings.length);
        for (const [index, { locations, ruleId, ruleIndex, message }] of results.entries()) {
          const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? "";
          expect(uri).toMatch(/^docs\/(?:[\w\-.~!'()*/]|%[0-9A-F]{2})*$/);
          expect(decodeURIComponent(uri)).toBe(pathOf(findings[index] ?? { path: "" }));
          expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
          expect(message.text.trim()).not.toBe("");
        }
        const hashes = results.map((one) => one.partialFingerprints.primaryLocationLineHash);
        expect(new Set(hashes).size).toBe(hashes.length);
      }),
    );
  });

  it("holds 25,000 results: errors first, then warnings, in their order, and says how many are left out", () => {
    const waived = aFinding({ waiver: aWaiver() });
    const warning = aFinding({ severity: "warning" });
    const many = [
      ...Array.from({ length: 3 }, () => waived),
      ...Array.from({ length: 24_999 }, () => warning),
    ];
    const run = runOf([...many, aFinding(), aFinding()].map((one, line) => ({ ...one, line: line + 1 })));
    const levels: ReadonlyArray<string> = run.results.map((one: Result) => one.level);
    expect(levels).toHaveLength(25_000);
    expect(levels.slice(-2)).toEqual(["error", "error"]);
    expect(levels.filter((one) => one === "warning")).toHaveLength(24_998);
    expect(run.results[0].locations[0].physicalLocation.region.startLine).toBe(4);
    expect(run.invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          { level: "warning", message: { text: expect.stringMatching(/^4 findings left out: /) } },
        ],
      },
    ]);
    expect(runOf([aFinding()]).invocations[0].toolExecutionNotifications).toEqual([]);
  });
});
