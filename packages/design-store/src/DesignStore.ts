/**
 * The contract of a place that keeps documents: three methods, declared capabilities, typed
 * failures. Conveniences stand in `Documents.ts`; a backend writes only what is here.
 */
import type { Digest, DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import * as Context from "effect/Context";
import type * as Effect from "effect/Effect";
import type { RevisionConflict, StoreFailure } from "./StoreFailure.ts";

/** Opaque: equal revisions mean equal content as the store sees it. Nothing else may be read from it. */
export type Revision = string;

/** Opaque: a point in a store's history. */
export type Cursor = string;

/** Random, made once for each wanted change and journalled before use; repeating a request with it is harmless. */
export type OperationId = string;

export interface Capabilities {
  /** `checked`: verified by reading back, with a window that cannot be closed. */
  readonly cas: "native" | "checked" | "none";
  /** Several documents in one commit: all or nothing. */
  readonly atomicCommit: boolean;
  /**
   * What `heads(scope, since)` lists. `exact`: what changed since then and nothing else, removals among
   * it. `overlap`: that and possibly more. `scan`: every present document, as without `since`; what is
   * not listed is not there.
   */
  readonly changes: "exact" | "overlap" | "scan";
  /** Gives back exactly the text that was put. */
  readonly byteExact: boolean;
}

export interface DocumentHead {
  readonly ref: DocumentRef;
  readonly revision: Revision;
  /** Of the normalised text, so that line ends never show as a change. */
  readonly digest: Digest;
  readonly removed: boolean;
}

export interface StoredDocument {
  readonly _tag: "StoredDocument";
  readonly ref: DocumentRef;
  readonly revision: Revision;
  readonly digest: Digest;
  readonly content: string;
}

export interface Missing {
  readonly _tag: "Missing";
  readonly ref: DocumentRef;
}

/** What `heads` looks at. Absent means all of them. */
export interface Scope {
  readonly project: string;
  /** With these, documents of the project itself are left out. */
  readonly sessions?: ReadonlyArray<string>;
  readonly kinds?: ReadonlyArray<DocumentKind>;
}

export interface Heads {
  /** Without `since`: every present document of the scope. With it: what changed, removals among them, as `capabilities.changes` says. */
  readonly heads: ReadonlyArray<DocumentHead>;
  readonly cursor: Cursor;
}

export type Change =
  | {
      readonly _tag: "Put";
      readonly ref: DocumentRef;
      readonly content: string;
      readonly expect: "absent" | { readonly revision: Revision };
    }
  | { readonly _tag: "Remove"; readonly ref: DocumentRef; readonly expect: { readonly revision: Revision } };

export interface CommitResult {
  /** One head per change, in the order of the changes. */
  readonly heads: ReadonlyArray<DocumentHead>;
}

export type NonEmpty<A> = readonly [A, ...Array<A>];

export interface DesignStoreService {
  readonly capabilities: Capabilities;
  /** One answer per ref, in the order of the refs. */
  readonly get: (
    refs: ReadonlyArray<DocumentRef>,
  ) => Effect.Effect<ReadonlyArray<StoredDocument | Missing>, StoreFailure>;
  readonly heads: (scope: Scope, since?: Cursor) => Effect.Effect<Heads, StoreFailure>;
  /** Each document at most once. An unanswered commit is unknown until it is read back. */
  readonly commit: (
    changes: NonEmpty<Change>,
    operation: OperationId,
  ) => Effect.Effect<CommitResult, RevisionConflict | StoreFailure>;
}

export class DesignStore extends Context.Service<DesignStore, DesignStoreService>()(
  "@idse/design-store/DesignStore",
) {}
