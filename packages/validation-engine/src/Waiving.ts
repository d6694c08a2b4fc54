/**
 * Waivers at work: which finding is set aside by which, and which waivers are no good any longer. A
 * waived finding stays in the report with the reason.
 */
import { type Finding, isDay, type Waiver, type WaiverNote } from "@idse/constitution-rules";
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

export const makeWaiving = (options: JudgeOptions): Waiving => {
  const { ruleSet, today, waivers = [], waiverPath = "" } = options;
  const rulesBy = ruleSet.rules.flatMap((rule) =>
    rule.check.kind === "waiver" ? [[rule.check.problem, rule] as const] : [],
  );
  const known = new Set(ruleSet.rules.map((rule) => rule.id));
  const used = new Set<Waiver>();

  const hasExpired = (until: string | null): boolean =>
    until !== null && today !== undefined && until < today;
  const inForce = ({ reason, until }: Pick<InlineWaiver, "reason" | "until">): boolean =>
    reason !== "" && isLimit(until) && !hasExpired(until);
  /** All of one kind together, so that equal ones are told apart. */
  const report = (
    about: Parameters<typeof toFindings>[1],
    seen: ReadonlyArray<readonly [Problem, Observation]>,
  ): ReadonlyArray<Finding> =>
    rulesBy.flatMap(([problem, rule]) =>
      toFindings(
        rule,
        about,
        seen.filter(([kind]) => kind === problem).map(([, one]) => one),
      ),
    );

  const problemsOf = (one: Pick<InlineWaiver, "rule" | "reason" | "until">, isUsed: boolean) => {
    const problems: Array<readonly [Problem, string]> = [];
    if (!known.has(one.rule)) {
      problems.push([
        "unused",
        `Name a rule that exists: "${one.rule}" is none, so this waiver sets nothing aside.`,
      ]);
    } else if (one.reason === "") {
      problems.push(["reasonless", `Say why ${one.rule} is set aside here; without a reason it is not.`]);
    } else if (!isLimit(one.until)) {
      problems.push([
        "expired",
        `Write a day that exists, as YYYY-MM-DD: "${one.until}" is none, so this waiver of ${one.rule} does not hold.`,
      ]);
    } else if (hasExpired(one.until)) {
      problems.push(["expired", `Renew or remove this waiver of ${one.rule}: it held until ${one.until}.`]);
    } else if (!isUsed) {
      problems.push(["unused", `Remove this waiver: there is no finding of ${one.rule} here.`]);
    }
    return problems;
  };

  const inFile = waivers.filter(inForce);
  /** Of a session that is left alone, no finding is looked for. */
  const tellsUnused = options.complete === true && options.claimedOnly !== true;

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
      // Only now: a waiver cannot set aside what is said of waivers, or the leash would hold itself.
      const seen = examination.waivers.flatMap((one) =>
        problemsOf(one, usedHere.has(one)).map(([problem, message]) => {
          const { stage, path, place } = one;
          const about = `${one.rule}\n${one.reason}`;
          return [problem, { category: "violation", stage, path, range: place, message, about }] as const;
        }),
      );
      return [...judged, ...report(examination, seen)];
    },
    afterAll: () => {
      const seen = waivers.flatMap((one) =>
        problemsOf(one, used.has(one) || !tellsUnused).map(([problem, message]) => {
          const range = { line: one.line, column: 1, endLine: one.line, endColumn: 1 };
          const about = `${one.rule}\n${JSON.stringify(one.place)}`;
          const place = { category: "violation", stage: null, path: waiverPath, range } as const;
          return [projectOf(one), [problem, { ...place, message, about }]] as const;
        }),
      );
      return [...new Set(seen.map(([project]) => project))].flatMap((project) =>
        report(
          { project, session: null },
          seen.filter(([of]) => of === project).map(([, one]) => one),
        ),
      );
    },
  };
};

/** No limit, or a day. */
const isLimit = (until: string | null): boolean => until === null || isDay(until);

/** Empty for a waiver of all projects. */
const projectOf = ({ place }: Waiver): string => (place === "everywhere" ? "" : (place.project ?? ""));

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
