/** A validation in the formats of other programs. */
import type { RuleSet } from "@idse/constitution-rules";
import { type Report, type ReportFormat, reporters } from "@idse/validation-engine";

declare const IDSE_VERSION: string;

interface Reported {
  readonly report: Report;
  readonly ruleSet: RuleSet;
  readonly strict: boolean;
  readonly documents: ReadonlyArray<string>;
  readonly value: { readonly resolvedBy: string | null };
}

export const print = (
  format: ReportFormat,
  { report, ruleSet, strict, documents, value }: Reported,
): string =>
  format === "json"
    ? `${JSON.stringify(value)}\n`
    : reporters[format](report, {
        ruleSet,
        strict,
        documents,
        resolvedBy: value.resolvedBy,
        tool: { name: "idse", version: IDSE_VERSION },
      });
