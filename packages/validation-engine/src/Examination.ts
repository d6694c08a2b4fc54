/**
 * What the documents of one session say by themselves: findings of the rules about documents, and the
 * small facts that rules across sessions need. It depends on nothing but the session's texts and the
 * rule set and is plain JSON, so it can be kept under their digests.
 */
import type { Finding, RuleSet } from "@idse/constitution-rules";
import type { Stage } from "@idse/pipeline-artifacts";
import type { MetadataFact } from "./Input.ts";

/** Lines and columns from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something that stands in a document, with the words by which a finding about it is told again. */
export interface Placed extends Place {
  readonly stage: Stage;
  readonly path: string;
  readonly about: string;
}

/** A link to another file of the repository. */
export interface PlacedLink extends Placed {
  /** From the repository's root, with `/`, decoded, without fragment. */
  readonly target: string;
  readonly fragment: string | null;
}

/** An identifier of another session: `project/session#FR-1`. */
export interface PlacedReference extends Placed {
  readonly project: string;
  readonly session: string;
  readonly identifier: string;
}

/** A waiver that stands in a document, as a comment. */
export interface InlineWaiver {
  readonly stage: Stage;
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
  readonly by: string | null;
  /** As it is written; what is no day is judged, and holds nothing. */
  readonly until: string | null;
  readonly place: Place;
  /** The lines it speaks of. Findings about the whole document count too where it stands at the very top. */
  readonly from: number;
  readonly to: number;
  readonly wholeDocument: boolean;
}

export interface ExaminedDocument {
  readonly stage: Stage;
  readonly path: string;
  readonly present: boolean;
  readonly untouched: boolean;
  readonly claimed: boolean;
}

export interface Examination {
  readonly project: string;
  readonly session: string;
  readonly documents: ReadonlyArray<ExaminedDocument>;
  readonly metadata: MetadataFact;
  /** Without those of the rules about facts; no waiver is applied. */
  readonly findings: ReadonlyArray<Finding>;
  readonly waivers: ReadonlyArray<InlineWaiver>;
  readonly links: ReadonlyArray<PlacedLink>;
  readonly references: ReadonlyArray<PlacedReference>;
  /** Identifiers the session defines, by the second-level section they stand in; the empty title is none. */
  readonly definitions: ReadonlyArray<{
    readonly stage: Stage;
    readonly section: string;
    readonly identifiers: ReadonlyArray<string>;
  }>;
  /** Sections of the parent that this session proposes to change, by their titles there. */
  readonly proposals: ReadonlyArray<Placed & { readonly section: string }>;
}

/** The rules an examination is about; what is left out belongs to judging. */
export type ExaminedRules = Pick<RuleSet, "rules" | "sectionAliases" | "identifiers">;
