/**
 * The trace of a session: from what was intended to what was built, by the identifiers its documents name.
 * It says what hangs on what and where the chain is broken; whether that is wrong is a rule's business.
 */
import type { IdentifierKind, Stage } from "@idse/pipeline-artifacts";

/** Something that has an identifier. */
export interface TraceItem {
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly stage: Stage;
  readonly path: string;
  /** From 1, as the column. */
  readonly line: number;
  readonly column: number;
  /** In one line, without markup. */
  readonly title: string;
  /** Of a list entry with a box; null for any other. */
  readonly checked: boolean | null;
  /** It counts no more, and nothing is missing of it. */
  readonly dropped: boolean;
}

/** A list entry, heading, table row or paragraph of the implementation that names something. */
export interface ImplementationEntry {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** All that it names, in the order in which it does. */
  readonly ids: ReadonlyArray<string>;
}

/** A place in a source file that names an identifier of this session. */
export interface CodePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly id: string;
  readonly kind: IdentifierKind;
}

/**
 * What belongs to one requirement, by identifier. Rows without a requirement follow: one for each thing that
 * none has, so that everything stands in some row.
 */
export interface TraceRow {
  readonly requirement: string | null;
  readonly successCriteria: ReadonlyArray<string>;
  readonly criteria: ReadonlyArray<string>;
  /** Those that name the requirement or one of its criteria. */
  readonly tasks: ReadonlyArray<string>;
  /** Entries that name the requirement, its criteria or its tasks. */
  readonly implementation: ReadonlyArray<ImplementationEntry>;
  /** Places that name the requirement, its criteria or its tasks; empty where no code was looked at. */
  readonly code: ReadonlyArray<CodePlace>;
}

/** What is missing: a thing of that kind that would carry the chain on, or the definition of what code names. */
export type Missing = "requirement" | "criterion" | "task" | "implementation" | "code" | "definition";

export interface TraceGap {
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly missing: Missing;
  /** Null for what stands in code. */
  readonly stage: Stage | null;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
}

export interface Trace {
  /** Everything that is defined, by stage and place; of what is defined twice the first. */
  readonly items: ReadonlyArray<TraceItem>;
  readonly rows: ReadonlyArray<TraceRow>;
  /** By stage and place; what stands in code comes last. */
  readonly gaps: ReadonlyArray<TraceGap>;
}
