/**
 * What is validated: documents as text with what their session's records say of them, and facts that
 * stand in neither. Everything is handed in; the engine reads nothing.
 */
import type { RuleSet, Waiver } from "@idse/constitution-rules";
import type { ArtifactDocument, Stage } from "@idse/pipeline-artifacts";
import type { Examination } from "./Examination.ts";

export interface SignOffFact {
  /** The document has the digest that was signed. */
  readonly asItStands: boolean;
  /** Upstream sections that changed since; the empty title is what stands before the first. */
  readonly staleBecause: ReadonlyArray<{ readonly stage: string; readonly sections: ReadonlyArray<string> }>;
}

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
  /** Null or absent where nobody signed. */
  readonly signOff?: SignOffFact | null;
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

export interface SessionInput {
  readonly project: string;
  readonly session: string;
  /** A stage that is not named here is not looked at, and nothing is expected of it. */
  readonly documents: ReadonlyArray<DocumentInput>;
  readonly metadata: MetadataFact;
}

export interface LegacyPathFact {
  readonly path: string;
  /** Where that document belongs today. */
  readonly belongsAt: string;
  readonly stage: Stage | null;
}

/** A file that looks like a document which another store keeps. */
export interface StrayDocumentFact {
  readonly path: string;
  readonly stage: Stage;
  /** What the document is called where it is kept, as `notion:shop/checkout/spec`. */
  readonly keptAs: string;
}

/** A document that was changed here and at a remote in ways that do not merge. */
export interface SyncConflictFact {
  readonly path: string;
  /** Null where it is none of the seven. */
  readonly stage: Stage | null;
  /** As a command takes it. */
  readonly name: string;
  readonly remote: string;
  /** A sentence. */
  readonly reason: string;
}

/** A section of another session that this one cites or proposes to change. */
export interface OverlapFact {
  /** `project/session`, as it is qualified elsewhere. */
  readonly base: string;
  readonly stage: Stage;
  readonly section: string;
  /** The first few of the other open sessions that do. */
  readonly others: ReadonlyArray<string>;
  /** How many there are beside them. */
  readonly more: number;
  /** Those of them all that propose to change it, this one as `this session`. */
  readonly changedBy: ReadonlyArray<string>;
  /** Where this session speaks of it. */
  readonly at: {
    readonly stage: Stage;
    readonly path: string;
    readonly line: number;
    readonly column: number;
  };
}

/** What is wrong with the record of a project's claims, or with a document that a claim was taken from. */
export interface ClaimFact {
  readonly of: "record" | "documents";
  readonly stage: Stage | null;
  readonly path: string;
  readonly line: number | null;
  /** A sentence. */
  readonly message: string;
  readonly hint: string;
  /** Words that stay when lines move. */
  readonly about: string;
}

/** What the documents of a session cannot say of themselves. */
export interface SessionFacts {
  readonly legacyPaths: ReadonlyArray<LegacyPathFact>;
  readonly strayDocuments: ReadonlyArray<StrayDocumentFact>;
  readonly syncConflicts: ReadonlyArray<SyncConflictFact>;
  /** A pointer to the current session that names none, where the pointer decides. */
  readonly danglingPointer: { readonly path: string; readonly names: string } | null;
  /** Whether something lies at a path from the repository's root. */
  readonly exists: (path: string) => boolean;
  /** Whether an identifier is defined in a session; null where that session cannot be seen. */
  readonly defines: (project: string, session: string, identifier: string) => boolean | null;
  /** Sections of the parent that changed since this session was spawned, unless acknowledged. */
  readonly parentDrift: ReadonlyArray<{
    readonly parent: string;
    readonly stage: Stage;
    readonly sections: ReadonlyArray<string>;
  }>;
  readonly overlaps: ReadonlyArray<OverlapFact>;
  readonly claims: ReadonlyArray<ClaimFact>;
}

/** Where nothing is known beyond the documents: nothing is missing and nothing has moved. */
export const noFacts: SessionFacts = {
  legacyPaths: [],
  strayDocuments: [],
  syncConflicts: [],
  danglingPointer: null,
  exists: () => true,
  defines: () => null,
  parentDrift: [],
  overlaps: [],
  claims: [],
};

export interface JudgeOptions {
  readonly ruleSet: RuleSet;
  /** Only these stages; absent means all. */
  readonly stages?: ReadonlyArray<Stage>;
  /** Only claimed documents. */
  readonly claimedOnly?: boolean;
  /** Warnings make the report invalid. */
  readonly strict?: boolean;
  /** Only this rule. */
  readonly rule?: string;
  /** The repository's waivers, and the file they stand in. */
  readonly waivers?: ReadonlyArray<Waiver>;
  readonly waiverPath?: string;
  /** All that a waiver could speak of was examined, so that an unused one can be told. */
  readonly complete?: boolean;
  /** `YYYY-MM-DD`; absent: no waiver has expired. */
  readonly today?: string;
  /** Fingerprints that were accepted as they are. */
  readonly baseline?: ReadonlySet<string>;
}

export interface ExaminedSession {
  readonly examination: Examination;
  readonly facts: SessionFacts;
}

export interface ValidationInput extends JudgeOptions {
  readonly sessions: ReadonlyArray<SessionInput & { readonly facts?: Partial<SessionFacts> }>;
}
