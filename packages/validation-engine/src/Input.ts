/**
 * What is validated: documents as text, and the facts about a session that do not stand in any
 * text. Everything is handed in; the engine reads nothing.
 */
import type { RuleSet } from "@idse/constitution-rules";
import type { ArtifactDocument, Stage } from "@idse/pipeline-artifacts";

export interface DocumentInput {
  readonly stage: Stage;
  /** Where it lies or belongs, relative to the repository's root, with `/`. */
  readonly path: string;
  /** Null where there is none. */
  readonly document: ArtifactDocument | null;
  /** Why `document` is null although something is there; null or absent where nothing is. */
  readonly problem?: string | null;
  /** As its template left it. */
  readonly untouched: boolean;
  /** Signed off, or part of a session that is in review or complete. */
  readonly claimed: boolean;
}

export interface MetadataFact {
  readonly path: string;
  /** Null where it is readable. */
  readonly problem: {
    readonly message: string;
    readonly line: number | null;
    readonly column: number | null;
  } | null;
}

export interface LegacyPathFact {
  readonly path: string;
  /** Where that document belongs today. */
  readonly belongsAt: string;
  readonly stage: Stage | null;
}

export interface SessionInput {
  readonly project: string;
  readonly session: string;
  readonly documents: ReadonlyArray<DocumentInput>;
  readonly metadata: MetadataFact;
  readonly legacyPaths: ReadonlyArray<LegacyPathFact>;
  /** A pointer to the current session that names none, where the pointer decides. */
  readonly danglingPointer: { readonly path: string; readonly names: string } | null;
}

export interface ValidationInput {
  readonly sessions: ReadonlyArray<SessionInput>;
  readonly ruleSet: RuleSet;
  /** Only these stages; absent means all. */
  readonly stages?: ReadonlyArray<Stage>;
  /** Only claimed documents. */
  readonly claimedOnly?: boolean;
  /** Warnings make the report invalid. */
  readonly strict?: boolean;
  /** Only this rule. */
  readonly rule?: string;
}
