/**
 * Waivers at work: which finding is set aside by which, and which waivers are no good any longer. A
 * waived finding stays in the report with the reason.
 */
import type { Finding, Rule, Waiver, WaiverNote } from "@idse/constitution-rules";
import { type Observation, toFindings } from "./Check.ts";
import type { Examination, InlineWaiver } from "./Examination.ts";
import type { JudgeOptions } from "./Input.ts";

export interface Waiving {
  /** The findings of a session with notes on what is waived, and findings about its inline waivers. */
  readonly apply: (examination: Examination, findings: ReadonlyArray<Finding>) => Array<Finding>;
  /** Findings about the repository's waivers, once every session was seen. */
  readonly afterAll: () => ReadonlyArray<Finding>;
}

type Problem = "expired" | "unused" | "reasonless";

/** A finding about a waiver cannot be waived: the leash would hold itself. */
const isAboutWaivers = (rules: ReadonlyArray<Rule>, id: string): boolean =>
  rules.some((rule) => rule.id === id && rule.check.kind === "waiver");

export const makeWaiving = (options: JudgeOptions): Waiving => {
  const { ruleSet, today, waivers = [], waiverPath = "" } = options;
  const rulesBy = new Map<Problem, Rule>();
  for (const rule of ruleSet.rules) if (rule.check.kind === "waiver") rulesBy.set(rule.check.problem, rule);
  const known = new Set(ruleSet.rules.map((rule) => rule.id));
  const used = new Set<Waiver>();

  const hasExpired = (until: string | null): boolean =>
    until !== null && today !== undefined && until < today;
  const inForce = ({
    reason,
    until,
    rule,
  }: {
    reason: string;
    until: string | null;
    rule: string;
  }): boolean => reason !== "" && !hasExpired(until) && !isAboutWaivers(ruleSet.rules, rule);
  const report = (problem: Problem, about: Parameters<typeof toFindings>[1], seen: Observation) => {
    const rule = rulesBy.get(problem);
    return rule === undefined ? [] : toFindings(rule, about, [seen]);
  };

  const problemsOf = (one: Pick<InlineWaiver, "rule" | "reason" | "until">, isUsed: boolean) => {
    const problems: Array<readonly [Problem, string]> = [];
    if (!known.has(one.rule)) {
      problems.push([
        "unused",
        `Name a rule that exists: "${one.rule}" is none, so this waiver sets nothing aside.`,
      ]);
    } else if (one.reason === "") {
      problems.push(["reasonless", `Say why ${one.rule} is set aside here; without a reason it is not.`]);
    } else if (hasExpired(one.until)) {
      problems.push(["expired", `Renew or remove this waiver of ${one.rule}: it held until ${one.until}.`]);
    } else if (!isUsed) {
      problems.push(["unused", `Remove this waiver: there is no finding of ${one.rule} here.`]);
    }
    return problems;
  };

  const inFile = waivers.filter(inForce);

  return {
    apply: (examination, findings) => {
      const inline = examination.waivers.filter(inForce);
      const usedHere = new Set<InlineWaiver>();
      const judged =
        inline.length === 0 && inFile.length === 0
          ? [...findings]
          : findings.map((finding) => {
              const here = inline.find((one) => coversInline(one, finding));
              if (here !== undefined) {
                usedHere.add(here);
                return { ...finding, waiver: noteOf(here, here.path, here.place.line) };
              }
              const there = inFile.find((one) => coversPlace(one, finding));
              if (there === undefined) return finding;
              used.add(there);
              return { ...finding, waiver: noteOf(there, waiverPath, there.line) };
            });
      for (const one of examination.waivers) {
        for (const [problem, message] of problemsOf(one, usedHere.has(one))) {
          const seen = { category: "violation", stage: one.stage, path: one.path, range: one.place } as const;
          judged.push(
            ...report(problem, examination, { ...seen, message, about: `${one.rule}\n${one.reason}` }),
          );
        }
      }
      return judged;
    },
    afterAll: () =>
      waivers.flatMap((one) =>
        problemsOf(one, used.has(one) || options.complete !== true).flatMap(([problem, message]) => {
          const project = one.place === "everywhere" ? "" : (one.place.project ?? "");
          const range = { line: one.line, column: 1, endLine: one.line, endColumn: 1 };
          const about = `${one.rule}\n${JSON.stringify(one.place)}`;
          return report(
            problem,
            { project, session: null },
            {
              category: "violation",
              stage: null,
              path: waiverPath,
              range,
              message,
              about,
            },
          );
        }),
      ),
  };
};

const noteOf = (
  { reason, by, until }: { reason: string; by: string | null; until: string | null },
  path: string,
  line: number,
): WaiverNote => ({ reason, by, until, path, line });

/** A finding without a place of its own is about the whole document. */
const coversInline = (
  waiver: InlineWaiver,
  { rule, path, line, column, endLine, endColumn }: Finding,
): boolean => {
  if (waiver.rule !== rule || waiver.path !== path || line === null) return false;
  const whole = line === 1 && column === 1 && endLine === 1 && endColumn === 1;
  return whole ? waiver.wholeDocument : waiver.from <= line && line <= waiver.to;
};

const coversPlace = ({ rule, place }: Waiver, finding: Finding): boolean => {
  if (rule !== finding.rule) return false;
  if (place === "everywhere") return true;
  return (
    (place.project === undefined || place.project === finding.project) &&
    (place.session === undefined || place.session === finding.session) &&
    (place.stage === undefined || place.stage === finding.stage) &&
    (place.path === undefined || place.path === finding.path)
  );
};
