/** What a check gets and gives, and how what it gives becomes a finding. */
import {
  articleOfRule,
  type Finding,
  type FindingCategory,
  type Fix,
  type Rule,
  type RuleCheck,
} from "@idse/constitution-rules";
import { type ArtifactDocument, digestOfParts, type SourceRange, type Stage } from "@idse/pipeline-artifacts";
import type { Examination, ExaminedRules, Place } from "./Examination.ts";
import type { DocumentInput, SessionFacts, SessionInput } from "./Input.ts";

/** A document that is present and looked at. */
export interface PresentDocument extends DocumentInput {
  readonly document: ArtifactDocument;
}

/** For a check of documents, one or a session's together. */
export interface CheckContext<Kind extends RuleCheck["kind"] = RuleCheck["kind"]> {
  readonly session: SessionInput;
  /** Documents the rule looks at that exist, in stage order. */
  readonly present: ReadonlyArray<PresentDocument>;
  /** Documents the rule looks at, present or not. */
  readonly inScope: ReadonlyArray<DocumentInput>;
  readonly check: Extract<RuleCheck, { readonly kind: Kind }>;
  /** The words in use: other titles of sections, what identifiers begin with. */
  readonly words: ExaminedRules;
}

/** For a check of facts: what was examined, and what is known beside. */
export interface FactContext<Kind extends RuleCheck["kind"] = RuleCheck["kind"]> {
  readonly examination: Examination;
  readonly facts: SessionFacts;
  readonly check: Extract<RuleCheck, { readonly kind: Kind }>;
}

/** What a check found, before it is given its rule, session and fingerprint. */
export interface Observation {
  readonly category: FindingCategory;
  readonly stage: Stage | null;
  readonly path: string;
  /** Absent: the whole document. Null: there is no document. */
  readonly range?: SourceRange | Place | null;
  readonly message: string;
  readonly hint?: string;
  /** What the finding is about, for its fingerprint: words that stay when lines move. */
  readonly about: string;
  readonly fix?: Fix;
}

export type Check<Kind extends RuleCheck["kind"]> = (
  context: CheckContext<Kind>,
) => ReadonlyArray<Observation>;

export type FactCheck<Kind extends RuleCheck["kind"]> = (
  context: FactContext<Kind>,
) => ReadonlyArray<Observation>;

/** The source of a range's first line, as what a fingerprint is about. */
export const lineAt = (document: ArtifactDocument, range: SourceRange): string => {
  const start = document.lines.startOf(range.start.line);
  return document.text.slice(start, document.lines.startOf(range.start.line + 1) || undefined).trim();
};

/** The part of a command that names the session; nothing where documents stand for themselves. */
export const inSession = ({ session }: Pick<SessionInput, "session">): string =>
  session === "" ? "" : ` --session ${session}`;

/** A range without its offsets. */
export const placeOf = ({ start, end }: SourceRange): Place => ({
  line: start.line,
  column: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const place = (range: Observation["range"]) => {
  if (range === null) return { line: null, column: null, endLine: null, endColumn: null };
  if (range === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return "line" in range
    ? { line: range.line, column: range.column, endLine: range.endLine, endColumn: range.endColumn }
    : placeOf(range);
};

type About = Pick<SessionInput, "project"> & { readonly session: string | null };

/** `occurrence` tells apart what is equal in one document. */
const toFinding = (
  rule: Rule,
  { project, session }: About,
  seen: Observation,
  occurrence: number,
): Finding => ({
  rule: rule.id,
  article: articleOfRule(rule),
  severity: rule.severity,
  category: seen.category,
  project,
  session,
  stage: seen.stage,
  path: seen.path,
  ...place(seen.range),
  message: seen.message,
  hint: seen.hint ?? null,
  fingerprint: digestOfParts([
    rule.id,
    project,
    session ?? "",
    seen.stage ?? "",
    seen.about,
    String(occurrence),
  ]).slice("sha256:".length, 39),
  waiver: null,
  baselined: false,
  fix: seen.fix ?? null,
});

/** Observations of one rule as findings; equal ones are counted, so that each has a fingerprint of its own. */
export const toFindings = (
  rule: Rule,
  about: About,
  observations: ReadonlyArray<Observation>,
): ReadonlyArray<Finding> => {
  const seen = new Map<string, number>();
  return observations.map((observation) => {
    const key = `${observation.stage ?? ""}\n${observation.about}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return toFinding(rule, about, observation, occurrence);
  });
};
