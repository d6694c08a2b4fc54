/** Reports to print, made by hand so that each test says what matters to it. */
import { coreRuleSet, type Finding, isCounted, type WaiverNote } from "@idse/constitution-rules";
import * as fc from "fast-check";
import type { Report } from "../../src/Report.ts";
import type { ReportContext } from "../../src/reporters/index.ts";

export const folder = ".idse/projects/shop/sessions/checkout";

export const aFinding = (more: Partial<Finding> = {}): Finding => ({
  rule: "article-3/requires-input",
  article: "III",
  severity: "error",
  category: "open",
  project: "shop",
  session: "checkout",
  stage: "intent",
  path: `${folder}/intents/intent.md`,
  line: 5,
  column: 1,
  endLine: 5,
  endColumn: 17,
  message: "Say what problem this solves.",
  hint: null,
  fingerprint: "0123456789abcdef0123456789abcdef",
  waiver: null,
  baselined: false,
  fix: null,
  ...more,
});

export const aMissingDocument = (more: Partial<Finding> = {}): Finding =>
  aFinding({
    rule: "article-10/artifact-missing",
    article: "X",
    category: "violation",
    path: `${folder}/specs/spec.md`,
    stage: "spec",
    line: null,
    column: null,
    endLine: null,
    endColumn: null,
    message: "Write the spec.",
    ...more,
  });

export const aWaiver = (more: Partial<WaiverNote> = {}): WaiverNote => ({
  reason: "The vendor answers in March.",
  by: "ada",
  until: "2027-03-31",
  path: ".idse/constitution.json",
  line: 12,
  ...more,
});

export const reportOf = (findings: ReadonlyArray<Finding>, more: Partial<Report> = {}): Report => {
  const having = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const errors = having((one) => isCounted(one) && one.severity === "error");
  const warnings = having((one) => isCounted(one) && one.severity === "warning");
  const valid = errors === 0;
  return {
    valid,
    structure: having((one) => isCounted(one) && one.category === "violation") > 0 ? "invalid" : "valid",
    content: having((one) => isCounted(one) && one.category === "open") > 0 ? "incomplete" : "complete",
    claimed: { stages: 0, of: 7 },
    ruleSet: { name: coreRuleSet.name, version: coreRuleSet.version, digest: coreRuleSet.digest },
    summary: {
      sessions: 1,
      documents: 7,
      errors,
      warnings,
      waived: having((one) => one.waiver !== null),
      baselined: having((one) => one.waiver === null && one.baselined),
    },
    sessions: [{ project: "shop", session: "checkout", valid, errors, warnings }],
    findings,
    ...more,
  };
};

export const context: ReportContext = {
  ruleSet: coreRuleSet,
  resolvedBy: "pointer",
  tool: { name: "idse", version: "1.2.3" },
  documents: [`${folder}/intents/intent.md`, `${folder}/contexts/context.md`],
  strict: false,
};

/** Text as a hostile document has it: markup, separators, control characters, halves of characters. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.string({
    unit: fc.constantFrom(
      ..."%:,;=&<>'\"[](){}#?|/\\ \t\r\n",
      "\u0000",
      "\u001b[31m",
      "\u0085",
      "\u2028",
      "\u202e",
      "::",
      "##[",
      "%0A",
      "]]>",
      "<!--",
      "&#0;",
      "{0}",
      "[a](1)",
      "\ufffe",
      "\ud800",
      "😀",
      "é",
    ),
  }),
);

/** Some findings of every kind, with nasty words and paths. */
export const someFindings: fc.Arbitrary<ReadonlyArray<Finding>> = fc.array(
  fc
    .record({
      message: nastyText,
      hint: fc.option(nastyText),
      path: fc.array(nastyText, { minLength: 1, maxLength: 3 }).map((parts) => `docs/${parts.join("/")}`),
      severity: fc.constantFrom("error" as const, "warning" as const),
      rule: fc.constantFrom("article-3/requires-input", "article-10/artifact-missing", "ours/say-when"),
      line: fc.option(fc.integer({ min: 1, max: 40 })),
      waiver: fc.option(
        nastyText.map((reason) => aWaiver({ reason })),
        { freq: 3 },
      ),
      baselined: fc.boolean(),
      fingerprint: fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 }),
    })
    .map(({ line, ...more }) =>
      line === null
        ? aMissingDocument(more)
        : aFinding({ ...more, line, column: 2, endLine: line, endColumn: 4 }),
    ),
  { maxLength: 12 },
);
