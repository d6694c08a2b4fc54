/**
 * What a rule says about a document: where, what to do, and by which law. Findings are values; a
 * broken rule is never an exception.
 */
import type { Stage } from "@idse/pipeline-artifacts";

export type Severity = "error" | "warning";

/** `open`: something is still to be written. `violation`: something is wrong. */
export type FindingCategory = "open" | "violation";

/** Why a finding does not count: somebody set the rule aside here, openly. */
export interface WaiverNote {
  readonly reason: string;
  /** Null where the place of the waiver tells, as an inline comment does through version control. */
  readonly by: string | null;
  /** `YYYY-MM-DD`, the last day it holds; null for as long as it stands. */
  readonly until: string | null;
  /** Where the waiver stands. */
  readonly path: string;
  readonly line: number | null;
}

/** Half-open, in UTF-16 units of the document's text from 0; `start === end` inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The one safe answer to a finding. Its edits do not overlap, and change nothing else. */
export interface Fix {
  readonly title: string;
  readonly edits: ReadonlyArray<TextEdit>;
}

export interface Finding {
  /** As `article-3/requires-input`. */
  readonly rule: string;
  /** In Roman numerals. */
  readonly article: string;
  readonly severity: Severity;
  readonly category: FindingCategory;
  readonly project: string;
  /** Null for what belongs to the project. */
  readonly session: string | null;
  readonly stage: Stage | null;
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** From 1. A whole document has line 1, a missing one null. */
  readonly line: number | null;
  /** From 1, in UTF-16 units. */
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** Tells the author what to do. */
  readonly message: string;
  readonly hint: string | null;
  /** Equal for the same finding after lines have moved. */
  readonly fingerprint: string;
  /** A waived finding is listed and does not count. */
  readonly waiver: WaiverNote | null;
  /** Known from a baseline; listed and does not count. */
  readonly baselined: boolean;
  readonly fix: Fix | null;
}

/** Whether a finding weighs: it is neither waived nor known from a baseline. */
export const isCounted = (finding: Finding): boolean => finding.waiver === null && !finding.baselined;
