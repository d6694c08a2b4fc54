/** The answer of a validation, and the questions that are asked of it. */
import { type Finding, isCounted } from "@idse/constitution-rules";
import type { Digest } from "@idse/pipeline-artifacts";

export interface SessionVerdict {
  readonly project: string;
  readonly session: string;
  readonly valid: boolean;
  readonly errors: number;
  readonly warnings: number;
}

export interface Report {
  readonly valid: boolean;
  /** `invalid` when anything is wrong, as against not written yet. */
  readonly structure: "valid" | "invalid";
  readonly content: "complete" | "incomplete";
  /** How many stages are claimed complete, of how many that were looked at. */
  readonly claimed: { readonly stages: number; readonly of: number };
  readonly ruleSet: { readonly name: string; readonly version: string; readonly digest: Digest };
  readonly summary: {
    readonly sessions: number;
    readonly documents: number;
    readonly errors: number;
    readonly warnings: number;
    readonly waived: number;
    /** Known from the baseline. */
    readonly baselined: number;
  };
  readonly sessions: ReadonlyArray<SessionVerdict>;
  /** By project, session, stage, line, column, rule. */
  readonly findings: ReadonlyArray<Finding>;
}

export const isValid = (report: Report): boolean => report.valid;

/** Errors per stage of one session; a stage without any is absent. */
export const errorsByStage = (findings: ReadonlyArray<Finding>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (finding.severity === "error" && finding.stage !== null && isCounted(finding)) {
      counts.set(finding.stage, (counts.get(finding.stage) ?? 0) + 1);
    }
  }
  return counts;
};

/** By project, then by session; what belongs to the project comes first. */
export const bySession = (
  a: { readonly project: string; readonly session: string | null },
  b: { readonly project: string; readonly session: string | null },
): number => compare(a.project, b.project) || compare(a.session ?? "", b.session ?? "");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
