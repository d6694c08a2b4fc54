/** What a use case answers: a value of a published kind, and notes for a person beside it. */
import type { ResultKind, ResultOf } from "./results/Results.ts";

export interface Answer<K extends ResultKind> {
  readonly value: ResultOf<K>;
  /** Sentences that belong on stderr. */
  readonly notes: ReadonlyArray<string>;
}

export const answer = <K extends ResultKind>(
  kind: K,
  body: Omit<ResultOf<K>, "schemaVersion" | "kind">,
  notes: ReadonlyArray<string> = [],
): Answer<K> => ({ value: { schemaVersion: 1, kind, ...body } as ResultOf<K>, notes });
