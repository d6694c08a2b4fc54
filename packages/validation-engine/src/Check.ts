/** What a check gets and gives, and how what it gives becomes a finding. */
import {
  articleOf,
  type Finding,
  type FindingCategory,
  type Rule,
  type RuleCheck,
} from "@idse/constitution-rules";
import { type ArtifactDocument, digestOfParts, type SourceRange, type Stage } from "@idse/pipeline-artifacts";
import type { DocumentInput, SessionInput } from "./Input.ts";

/** A document that is present and looked at. */
export interface PresentDocument extends DocumentInput {
  readonly document: ArtifactDocument;
}

export interface CheckContext<Kind extends RuleCheck["kind"] = RuleCheck["kind"]> {
  readonly session: SessionInput;
  /** Documents in scope that exist, in stage order. */
  readonly present: ReadonlyArray<PresentDocument>;
  /** Documents in scope, present or not. */
  readonly inScope: ReadonlyArray<DocumentInput>;
  readonly check: Extract<RuleCheck, { readonly kind: Kind }>;
}

/** What a check found, before it is given its rule, session and fingerprint. */
export interface Observation {
  readonly category: FindingCategory;
  readonly stage: Stage | null;
  readonly path: string;
  /** Absent: the whole document. Null: there is no document. */
  readonly range?: SourceRange | null;
  readonly message: string;
  readonly hint?: string;
  /** What the finding is about, for its fingerprint: words that stay when lines move. */
  readonly about: string;
}

export type Check<Kind extends RuleCheck["kind"]> = (
  context: CheckContext<Kind>,
) => ReadonlyArray<Observation>;

/** The source of a range's first line, as what a fingerprint is about. */
export const lineAt = (document: ArtifactDocument, range: SourceRange): string => {
  const start = document.lines.startOf(range.start.line);
  return document.text.slice(start, document.lines.startOf(range.start.line + 1) || undefined).trim();
};

const place = (range: SourceRange | null | undefined) => {
  if (range === null) return { line: null, column: null, endLine: null, endColumn: null };
  if (range === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
  };
};

/** `occurrence` tells apart what is equal in one document. */
export const toFinding = (
  rule: Rule,
  session: SessionInput,
  seen: Observation,
  occurrence: number,
): Finding => ({
  rule: rule.id,
  article: articleOf(rule.id),
  severity: rule.severity,
  category: seen.category,
  project: session.project,
  session: session.session,
  stage: seen.stage,
  path: seen.path,
  ...place(seen.range),
  message: seen.message,
  hint: seen.hint ?? null,
  fingerprint: digestOfParts([
    rule.id,
    session.project,
    session.session,
    seen.stage ?? "",
    seen.about,
    String(occurrence),
  ]).slice("sha256:".length, 39),
  waiver: null,
});
