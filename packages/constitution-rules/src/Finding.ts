/**
 * What a rule says about a document: where, what to do, and by which law. Findings are values; a
 * broken rule is never an exception.
 */
import type { Stage } from "@idse/pipeline-artifacts";

export type Severity = "error" | "warning";

/** `open`: something is still to be written. `violation`: something is wrong. */
export type FindingCategory = "open" | "violation";

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
  readonly waiver: null;
}
