/** The ways a store can fail. Each names the store, what it was doing, and the cause. */
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Data from "effect/Data";

interface FailureFields {
  /** The store as a person knows it: `filesystem`, `notion`, … */
  readonly store: string;
  /** `get`, `heads` or `commit`, with what it was about where that helps. */
  readonly operation: string;
  readonly message: string;
  readonly cause?: unknown;
}

/** Cannot be reached, or this machine failed (disk full, no permission). `code` is the system's own. */
export class Unavailable extends Data.TaggedError("Unavailable")<
  FailureFields & { readonly code?: string; readonly path?: string }
> {}

/** Reached, and it does not let us. */
export class Unauthorized extends Data.TaggedError("Unauthorized")<FailureFields> {}

/** Reached, and it refuses this request for good: a name, a size, a shape. */
export class Rejected extends Data.TaggedError("Rejected")<FailureFields> {}

/** Too many requests or too much data; trying later may help. */
export class QuotaExceeded extends Data.TaggedError("QuotaExceeded")<
  FailureFields & { readonly retryAfterMs?: number }
> {}

/** What it gave back cannot be right; it is never taken for content. */
export class Malformed extends Data.TaggedError("Malformed")<FailureFields & { readonly path?: string }> {}

export type StoreFailure = Unavailable | Unauthorized | Rejected | QuotaExceeded | Malformed;

/** At least one expectation of a commit did not hold; nothing was written. */
export class RevisionConflict extends Data.TaggedError("RevisionConflict")<{
  readonly store: string;
  readonly message: string;
  /** The refs whose expectation failed. */
  readonly refs: ReadonlyArray<DocumentRef>;
}> {}

/** The conflict about these refs, in words that every store shares. */
export const revisionConflict = (store: string, refs: ReadonlyArray<DocumentRef>): RevisionConflict =>
  new RevisionConflict({
    store,
    refs,
    message: `Somebody else changed ${refs.map(refKey).join(", ")} meanwhile; nothing was written. Read again and repeat the change.`,
  });
