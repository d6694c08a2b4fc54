/** One row of a plan, and how it comes out of what was observed. Pure. */
import type { DocumentHead, Scope } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { type Digest, type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { factsOf, presentSight } from "./Facts.ts";
import { identityOf, type KnownUids, namingRefs } from "./Identity.ts";
import { entryOf, type LedgerEntry } from "./Ledger.ts";
import type { MergeResult } from "./MergeResult.ts";
import type { Observation } from "./Observe.ts";
import {
  belongsTo,
  caseOf,
  type SyncAction,
  type SyncCaseName,
  type SyncDirection,
  type SyncFacts,
} from "./SyncCase.ts";

export interface SyncRequest {
  readonly scope: Scope;
  readonly direction: SyncDirection;
  /** Documents that are absent on one side because they were removed. */
  readonly removed?: ReadonlyArray<DocumentRef>;
  /** Documents that are absent on one side and are to come back. */
  readonly restore?: ReadonlyArray<DocumentRef>;
  /** Documents whose earlier text is wanted again. */
  readonly revert?: ReadonlyArray<DocumentRef>;
  /** Lists the whole remote, not only what changed. */
  readonly fresh?: boolean;
}

export interface PlannedDocument {
  readonly ref: DocumentRef;
  readonly case: SyncCaseName;
  readonly action: SyncAction;
  /** The action belongs to the other direction and waits. */
  readonly held: boolean;
  readonly local: DocumentHead | null;
  readonly remote: { readonly revision: string; readonly digest: Digest } | null;
  /** What both changes were made on; null where nothing was agreed on. */
  readonly base: Digest | null;
  /** Of a merge: the text that is to stand on both sides. */
  readonly merged: string | null;
  /** Why a person has to decide, or why nothing can be said. */
  readonly reason: string | null;
}

type Merges = ReadonlyMap<string, MergeResult>;

/** What the digests do not say. */
export interface Known {
  readonly uids: ReadonlyMap<string, KnownUids>;
  readonly ancestors: ReadonlyMap<string, Digest>;
  readonly merges: Merges;
  /** Why a document could not be read. */
  readonly unreadable: ReadonlyMap<string, string>;
}

const keysOf = (refs: ReadonlyArray<DocumentRef> | undefined): ReadonlySet<string> =>
  new Set((refs ?? []).map(refKey));

/** From an observation to rows: the facts of each document, and its case. */
export class Planner {
  readonly #observation: Observation;
  readonly #request: SyncRequest;
  readonly #worktree: string;
  readonly #wishes: ReadonlyArray<readonly [SyncFacts["wish"], ReadonlySet<string>]>;

  constructor(observation: Observation, request: SyncRequest, worktree: string) {
    this.#worktree = worktree;
    this.#observation = observation;
    this.#request = request;
    this.#wishes = [
      ["removed", keysOf(request.removed)],
      ["restore", keysOf(request.restore)],
      ["revert", keysOf(request.revert)],
    ];
  }

  get refs(): ReadonlyArray<DocumentRef> {
    const { ledger, local, scope } = this.#observation;
    const all = new Map<string, DocumentRef>();
    for (const { ref } of [...ledger.documents.values(), ...local.values()])
      if (isInScope(ref, scope)) all.set(refKey(ref), ref);
    return [...all].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, ref]) => ref);
  }

  entry(ref: DocumentRef): LedgerEntry {
    return entryOf(this.#observation.ledger, ref);
  }

  local(ref: DocumentRef): DocumentHead | undefined {
    return this.#observation.local.get(refKey(ref));
  }

  wish(ref: DocumentRef): SyncFacts["wish"] {
    const key = refKey(ref);
    const { wish, base, here } = this.entry(ref);
    const asked = this.#wishes.find(([, keys]) => keys.has(key))?.[0] ?? wish ?? "none";
    const text = base?.text ?? null;
    // Nobody goes back behind a text that he never had before him.
    return asked === "revert" && text !== null && here?.[this.#worktree] !== text ? "none" : asked;
  }

  /**
   * Whether this worktree ever held an agreed text. Where it did not, a text in it was made from none, and
   * an absence in it is no sign of anything, unless somebody says so.
   */
  isOfAgreed(ref: DocumentRef): boolean {
    const { base, acknowledged, here } = this.entry(ref);
    if (base === undefined || base.text === null || here?.[this.#worktree] !== undefined) return true;
    const local = this.local(ref);
    return local === undefined ? this.wish(ref) === "removed" : acknowledged.includes(local.digest);
  }

  facts(ref: DocumentRef, known: Known): SyncFacts {
    const key = refKey(ref);
    const entry = this.entry(ref);
    const identities = namingRefs(ref).map((naming) => identityOf(known.uids.get(refKey(naming)) ?? {}));
    return factsOf({
      entry,
      local: this.local(ref),
      wish: this.wish(ref),
      identity: identities.find((one) => one !== "same") ?? "same",
      unknown: known.unreadable.has(key),
      ancestor: this.isOfAgreed(ref) ? known.ancestors.get(key) : null,
      merge: known.merges.get(key)?._tag === "Merged" ? "clean" : "apart",
    });
  }

  planned(ref: DocumentRef, known: Known): PlannedDocument {
    const key = refKey(ref);
    const found = caseOf(this.facts(ref, known));
    const merge = known.merges.get(key);
    const seen = presentSight(this.entry(ref).seen);
    const reason =
      known.unreadable.get(key) ??
      (merge?._tag === "Apart" && found.does === "conflict" ? merge.reason : null);
    return {
      ref,
      case: found.name,
      action: found.does,
      held: !belongsTo(found.does, this.#request.direction),
      local: this.local(ref) ?? null,
      remote: seen === undefined ? null : { revision: seen.revision, digest: seen.digest },
      base: this.isOfAgreed(ref) ? (known.ancestors.get(key) ?? this.entry(ref).base?.text ?? null) : null,
      merged: found.does === "merge" && merge?._tag === "Merged" ? merge.text : null,
      reason: reason ?? (found.does === "conflict" || found.does === "refuse" ? found.because : null),
    };
  }
}

export const nothingKnown: Known = {
  uids: new Map(),
  ancestors: new Map(),
  merges: new Map(),
  unreadable: new Map(),
};
