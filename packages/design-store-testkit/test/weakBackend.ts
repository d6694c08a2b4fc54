/** What a weak store keeps, whoever reads and writes it. */
import type { Change, CommitResult, DocumentHead, NonEmpty, OperationId } from "@idse/design-store";

export interface Row {
  readonly head: DocumentHead;
  readonly content: string;
  readonly operation: OperationId;
  readonly at: number;
}

/** The records of commits that have begun. */
export interface Unfinished {
  readonly all: () => ReadonlyArray<readonly [OperationId, ReadonlyArray<Change>]>;
  readonly has: (operation: OperationId) => boolean;
  readonly begin: (operation: OperationId, changes: NonEmpty<Change>) => void;
  readonly end: (operation: OperationId) => void;
}

export interface WeakBackend {
  readonly name: string;
  readonly rows: Map<string, Row>;
  readonly unfinished: Unfinished;
  readonly answered: Map<OperationId, CommitResult>;
  readonly count: { requests: number; writes: number };
}

export const newWeakBackend = (): WeakBackend => {
  const begun = new Map<OperationId, NonEmpty<Change>>();
  return {
    name: globalThis.crypto.randomUUID(),
    rows: new Map(),
    unfinished: {
      all: () => [...begun],
      has: (operation) => begun.has(operation),
      begin: (operation, changes) => void begun.set(operation, changes),
      end: (operation) => void begun.delete(operation),
    },
    answered: new Map(),
    count: { requests: 0, writes: 0 },
  };
};
