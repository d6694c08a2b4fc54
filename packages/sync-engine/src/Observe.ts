/**
 * Looking at both sides: one listing of each, the remote's from where it was last seen to. Nothing is
 * written; what was seen is a new ledger in memory, which apply puts down.
 */
import {
  type DesignStoreService,
  type DocumentHead,
  isInScope,
  type Scope,
  type StoreFailure,
} from "@idse/design-store";
import { type Digest, type DocumentRef, digestOf, isDocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type Sending, unansweredSendings } from "./Journal.ts";
import { entryOf, type Ledger, type LedgerEntry, ledgerWith, seenHere, withOwnArrival } from "./Ledger.ts";
import { loadLedger, onState, type StateFailure, type SyncState } from "./SyncState.ts";
import { unfinishedWritings, type Writing, withWritings } from "./Writing.ts";

/** The two sides, and what is known of their past. */
export interface SyncSides {
  readonly local: DesignStoreService;
  readonly remote: DesignStoreService;
  readonly state: SyncState;
  /** Which worktree of the clone the local side is; they share the state. */
  readonly worktree?: string;
  /**
   * Shows texts that a document of this worktree was made from, latest first, until one is enough, as git
   * remembers them. Asked only where the worktree was not yet seen with an agreed text.
   */
  readonly earlier?: (ref: DocumentRef, isEnough: (text: string) => boolean) => Effect.Effect<unknown>;
}

/** Where nobody says otherwise. */
export const mainWorktree = "main";

export interface Observation {
  readonly scope: Scope;
  /** With what was seen now; its edition is that of the file. */
  readonly ledger: Ledger;
  readonly local: ReadonlyMap<string, DocumentHead>;
  /** Names that were listed and are no documents of this project, as they may be shown. */
  readonly hostile: ReadonlyArray<string>;
  /** What an earlier sync sent and did not see answered. */
  readonly unanswered: ReadonlyArray<Sending>;
  /** Nothing was known of the remote before: from where on its changes are to be asked for is new, too. */
  readonly first: boolean;
  /** What a killed sync had begun to write here. */
  readonly writings: ReadonlyArray<Writing>;
}

/** What was sent without an answer may turn up at any time; then it is known as our own. */
export const withUnanswered = (ledger: Ledger, sendings: ReadonlyArray<Sending>): Ledger => {
  const entries = new Map<string, LedgerEntry>();
  for (const { worktree, changes } of sendings)
    for (const { ref, digest } of changes) {
      const entry = entries.get(refKey(ref)) ?? entryOf(ledger, ref);
      if (digest === null || entry.sent.some((one) => one.digest === digest)) continue;
      entries.set(refKey(ref), { ...entry, sent: [...entry.sent, { digest, worktree }] });
    }
  return ledgerWith(ledger, { entries: entries.values() });
};

interface Listing {
  readonly heads: ReadonlyArray<DocumentHead>;
  readonly cursor: string | undefined;
  /** Holds every present document of the scope; otherwise what changed. */
  readonly whole: boolean;
}

const listRemote = (
  remote: DesignStoreService,
  scope: Scope,
  cursor: string | undefined,
  fresh: boolean,
): Effect.Effect<Listing, StoreFailure> =>
  Effect.gen(function* () {
    if (remote.capabilities.changes === "scan") {
      const { heads } = yield* remote.heads(scope);
      return { heads, cursor: undefined, whole: true };
    }
    const project = { project: scope.project };
    const changed = cursor === undefined ? undefined : yield* Effect.result(remote.heads(project, cursor));
    if (changed?._tag === "Success" && !fresh) return { ...changed.success, whole: false };
    // A cursor that the remote no longer takes is no failure; everything is listed anew.
    if (changed?._tag === "Failure" && changed.failure._tag !== "Rejected")
      return yield* Effect.fail(changed.failure);
    const whole = yield* remote.heads(project);
    if (changed?._tag !== "Success") return { ...whole, whole: true };
    // Only the list of changes tells of removals; what is removed between the two is in the next one.
    const removed = changed.success.heads.filter((head) => head.removed);
    return { cursor: changed.success.cursor, heads: [...removed, ...whole.heads], whole: true };
  });

const isSafe = ({ ref }: DocumentHead, project: string): boolean =>
  isDocumentRef(ref) && ref.project === project;

/** Characters that could deceive a reader are escaped. */
const shown = ({ ref }: DocumentHead): string =>
  JSON.stringify(`${ref.project}/${ref.session ?? ""}/${ref.kind}`).slice(1, -1);

const withSight = (entry: LedgerEntry, head: DocumentHead | undefined): LedgerEntry => ({
  ...entry,
  seen: head && { revision: head.revision, digest: head.digest, removed: head.removed },
});

/** What is not in a whole listing was not seen; what was seen removed stays so. */
const forgotten = (ledger: Ledger, scope: Scope, listed: ReadonlySet<string>): ReadonlyArray<LedgerEntry> =>
  [...ledger.documents.values()]
    .filter((entry) => isInScope(entry.ref, scope) && !listed.has(refKey(entry.ref)))
    .filter(({ seen }) => seen !== undefined && !seen.removed)
    .map((entry) => withSight(entry, undefined));

/**
 * A worktree that was never synced holds edits of what it was made from: with the agreed text that it has in
 * its own past it has been seen.
 */
const withPast = (
  { earlier, worktree = mainWorktree }: SyncSides,
  ledger: Ledger,
  local: ReadonlyArray<DocumentHead>,
): Effect.Effect<Ledger> =>
  Effect.gen(function* () {
    if (earlier === undefined) return ledger;
    const entries: Array<LedgerEntry> = [];
    for (const { ref, digest, removed } of local) {
      const entry = entryOf(ledger, ref);
      const isAgreed = (one: Digest): boolean => entry.acknowledged.includes(one);
      const isCertain = entry.here?.[worktree] !== undefined || isAgreed(digest);
      if (removed || isCertain || entry.base === undefined || entry.base.text === null) continue;
      let origin: Digest | undefined;
      yield* earlier(ref, (text) => {
        const found = digestOf(text);
        if (isAgreed(found)) origin = found;
        return origin !== undefined;
      });
      if (origin !== undefined) entries.push(seenHere(entry, worktree, origin));
    }
    return ledgerWith(ledger, { entries });
  });

/**
 * Both sides as they are now. `fresh` lists the whole remote instead of what changed, for a remote whose
 * list of changes is not trusted.
 */
export const observe = (
  sides: SyncSides,
  scope: Scope,
  options: { readonly fresh?: boolean } = {},
): Effect.Effect<Observation, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const { local, remote, state, worktree = mainWorktree } = sides;
    const [stored, unanswered, writings] = yield* onState(
      () => [loadLedger(state), unansweredSendings(state), unfinishedWritings(state, worktree)] as const,
    );
    const here = yield* local.heads(scope);
    const before = withWritings(withUnanswered(stored, unanswered), writings, here.heads);
    const known = before.projects.get(scope.project);
    const listing = yield* listRemote(remote, scope, known?.cursor, options.fresh === true);
    const safe = listing.heads.filter((head) => isSafe(head, scope.project));
    const listed = new Set(safe.map(({ ref }) => refKey(ref)));
    const listedScope = remote.capabilities.changes === "scan" ? scope : { project: scope.project };
    const entries = new Map(
      [
        ...(listing.whole ? forgotten(before, listedScope, listed) : []),
        ...safe.map((head) => withOwnArrival(withSight(entryOf(before, head.ref), head))),
      ].map((entry) => [refKey(entry.ref), entry]),
    ).values();
    const seen = ledgerWith(before, {
      entries,
      project: [scope.project, { ...known, cursor: listing.cursor }],
    });
    return {
      scope,
      ledger: yield* withPast(sides, seen, here.heads),
      local: new Map(here.heads.filter((head) => !head.removed).map((head) => [refKey(head.ref), head])),
      hostile: listing.heads.filter((head) => !isSafe(head, scope.project)).map(shown),
      unanswered,
      first: known?.cursor === undefined,
      writings,
    };
  });
