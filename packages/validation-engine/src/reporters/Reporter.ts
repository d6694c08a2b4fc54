/** A report as a text in one format. Pure: where the text goes is decided elsewhere. */
import type { RuleSet } from "@idse/constitution-rules";
import type { Report } from "../Report.ts";

/** What a format says beside the report itself. */
export interface ReportContext {
  readonly ruleSet: RuleSet;
  /** How the session was chosen; null where several were looked at. */
  readonly resolvedBy: string | null;
  readonly tool: { readonly name: string; readonly version: string };
  /** Paths of the documents that were looked at and are there, relative to the repository's root. */
  readonly documents: ReadonlyArray<string>;
  /** Warnings fail the validation. */
  readonly strict: boolean;
}

/** The whole output, with its last line end. */
export type Reporter = (report: Report, context: ReportContext) => string;
