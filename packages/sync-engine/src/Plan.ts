/**
 * The plan: for each document its case and what is to be done. Making it writes nothing, and apply carries
 * out this very value.
 */
import type { Capabilities, DocumentHead, Scope, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { type Digest, type DocumentRef, normaliseText, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { nearestAncestor } from "./Ancestor.ts";
import { factsOf, presentSight } from "./Facts.ts";
import { guardsOf, type SyncGuard } from "./Guard.ts";
import { identityOf, type KnownUids, namingRefs, uidIn } from "./Identity.ts";
import { entryOf, type LedgerEntry } from "./Ledger.ts";
import { mergeDocument } from "./Merge.ts";
import type { MergeResult } from "./MergeResult.ts";
import { mainWorktree, type Observation, observe, type SyncSides } from "./Observe.ts";
import {
  asksForMerge,
  belongsTo,
  caseOf,
  type SyncAction,
  type SyncCaseName,
  type SyncDirection,
  type SyncFacts,
} from "./SyncCase.ts";
import { keptText, onState, type StateFailure, type SyncState } from "./SyncState.ts";
import { type Reading, readAll } from "./Texts.ts";

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

export interface SyncPlan {
  readonly request: SyncRequest;
  readonly observation: Observation;
  /** Everything in scope that is not settled already, by name. */
  readonly documents: ReadonlyArray<PlannedDocument>;
  /** How many are as last agreed. */
  readonly inSync: number;
  /** Names that were listed and are refused. */
  readonly hostile: ReadonlyArray<string>;
  readonly guards: ReadonlyArray<SyncGuard>;
  /** What this remote cannot promise, in sentences. */
  readonly guarantees: ReadonlyArray<string>;
}

const guaranteesOf = ({ cas, atomicCommit, changes, byteExact }: Capabilities): ReadonlyArray<string> => [
  ...(cas === "none"
    ? [
        "This remote writes without looking: an edit made there between our last look and our write is overwritten.",
      ]
    : []),
  ...(cas === "checked"
    ? [
        "This remote compares before it writes, but not in the same step: an edit made there in that moment can be overwritten.",
      ]
    : []),
  ...(atomicCommit
    ? []
    : ["Documents arrive there one by one; a reader may see some of them before the others."]),
  ...(changes === "scan"
    ? ["This remote does not tell of removals: a document that is missing there is only reported."]
    : []),
  ...(byteExact ? [] : ["This remote may write texts down in its own way."]),
];

type Merges = ReadonlyMap<string, MergeResult>;

interface Known {
  readonly uids: ReadonlyMap<string, KnownUids>;
  readonly ancestors: ReadonlyMap<string, Digest>;
  readonly merges: Merges;
  /** Why a document could not be read. */
  readonly unreadable: ReadonlyMap<string, string>;
}

const keysOf = (refs: ReadonlyArray<DocumentRef> | undefined): ReadonlySet<string> =>
  new Set((refs ?? []).map(refKey));

class Planner {
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

const nothingKnown: Known = {
  uids: new Map(),
  ancestors: new Map(),
  merges: new Map(),
  unreadable: new Map(),
};

/** The naming documents whose uid is not certain from their digests, and those whose is. */
const namingOf = (planner: Planner, refs: ReadonlyArray<DocumentRef>): ReadonlyArray<DocumentRef> => {
  const all = new Map(refs.flatMap(namingRefs).map((ref) => [refKey(ref), ref]));
  return [...all.values()].filter((ref) => {
    const [here, entry] = [planner.local(ref), planner.entry(ref)];
    const there = presentSight(entry.seen);
    if (here === undefined && there === undefined) return false;
    if (here?.digest === there?.digest) return false;
    const asAgreed = (digest: Digest | undefined, agreed: Digest | null | undefined): boolean =>
      digest === undefined || digest === agreed;
    return !(asAgreed(here?.digest, entry.base?.text) && asAgreed(there?.digest, entry.base?.remote));
  });
};

const uidOf = (ref: DocumentRef, reading: Reading | undefined): string | null | undefined => {
  if (reading === undefined || reading._tag === "Missing") return undefined;
  return reading._tag === "Unreadable" ? null : uidIn(ref, reading.content);
};

const readUids = (
  { local, remote }: SyncSides,
  planner: Planner,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyMap<string, KnownUids>, StoreFailure> =>
  Effect.gen(function* () {
    const naming = namingOf(planner, refs);
    const here = yield* readAll(
      local,
      naming.filter((ref) => planner.local(ref) !== undefined),
    );
    const there = yield* readAll(
      remote,
      naming.filter((ref) => presentSight(planner.entry(ref).seen) !== undefined),
    );
    return new Map(
      naming.map((ref) => {
        const key = refKey(ref);
        const { base, uid } = planner.entry(ref);
        const [ours, theirs] = [uidOf(ref, here.get(key)), uidOf(ref, there.get(key))];
        return [
          key,
          {
            ...(ours === undefined ? {} : { local: ours }),
            ...(theirs === undefined ? {} : { remote: theirs }),
            agreed: base === undefined || base.text === null ? undefined : uid,
          },
        ];
      }),
    );
  });

/** So many of the latest agreed texts may be what an edit was made from. */
const likelyAncestors = 16;

const ancestorOf = (
  { state, worktree = mainWorktree }: SyncSides,
  entry: LedgerEntry,
  text: string,
): Digest | undefined => {
  const here = entry.here?.[worktree];
  if (here === undefined) return undefined;
  const until = entry.acknowledged.indexOf(here);
  const agreed = entry.acknowledged.slice(Math.max(0, until + 1 - likelyAncestors), until + 1);
  const kept = agreed.flatMap((digest) => {
    const one = keptText(state, digest);
    return one === undefined ? [] : [{ digest, text: one }];
  });
  const isKept = kept.at(-1)?.digest === here;
  const found = isKept ? nearestAncestor(text, kept) : here;
  return found === entry.base?.text || found === entry.base?.remote ? undefined : found;
};

interface Contents {
  readonly here: ReadonlyMap<string, Reading>;
  readonly there: ReadonlyMap<string, Reading>;
}

const textIn = (readings: ReadonlyMap<string, Reading>, ref: DocumentRef): string | undefined => {
  const reading = readings.get(refKey(ref));
  return reading?._tag === "StoredDocument" ? reading.content : undefined;
};

/** Why a document's texts are not those that were listed. */
const problemWith = (reading: Reading | undefined, revision: string | undefined): string | undefined => {
  if (reading === undefined) return undefined;
  if (reading._tag === "Unreadable") return reading.failure.message;
  const same = reading._tag === "StoredDocument" && reading.revision === revision;
  return same ? undefined : "It changed while it was looked at. Sync again.";
};

const problemsIn = (planner: Planner, { here, there }: Contents): ReadonlyMap<string, string> =>
  new Map(
    planner.refs.flatMap((ref) => {
      const problem =
        problemWith(here.get(refKey(ref)), planner.local(ref)?.revision) ??
        problemWith(there.get(refKey(ref)), presentSight(planner.entry(ref).seen)?.revision);
      return problem === undefined ? [] : [[refKey(ref), problem] as const];
    }),
  );

const mergeOf = (
  state: SyncState,
  ref: DocumentRef,
  base: Digest | null | undefined,
  contents: Contents,
): MergeResult => {
  const [ours, theirs] = [textIn(contents.here, ref), textIn(contents.there, ref)];
  const common = base === null || base === undefined ? undefined : keptText(state, base);
  if (common === undefined || ours === undefined || theirs === undefined)
    return { _tag: "Apart", reason: "The text that both sides were made from is not kept in this clone." };
  return mergeDocument(ref.kind, common, ours, theirs);
};

/** What the digests do not say: which text an edit was made on, and whether both edits merge. */
const readChanges = (
  sides: SyncSides,
  planner: Planner,
  refs: ReadonlyArray<DocumentRef>,
  uids: ReadonlyMap<string, KnownUids>,
): Effect.Effect<Known, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const { local, remote, state } = sides;
    const uncertain = refs.filter((ref) => {
      const { base, remote: seen, local: here, wish } = planner.facts(ref, { ...nothingKnown, uids });
      const severalTexts = planner.entry(ref).acknowledged.length > 1;
      return base === "present" && here === "new" && seen !== "absent" && wish !== "revert" && severalTexts;
    });
    const edited = yield* readAll(local, uncertain);
    const ancestors = yield* onState(
      () =>
        new Map(
          uncertain.flatMap((ref) => {
            const text = textIn(edited, ref);
            const found = text && ancestorOf(sides, planner.entry(ref), normaliseText(text));
            return found === undefined || found === "" ? [] : [[refKey(ref), found] as const];
          }),
        ),
    );
    const both = refs.filter((ref) => asksForMerge(planner.facts(ref, { ...nothingKnown, uids, ancestors })));
    const unread = both.filter((ref) => !edited.has(refKey(ref)));
    const contents = {
      here: new Map([...edited, ...(yield* readAll(local, unread))]),
      there: yield* readAll(remote, both),
    };
    const merges = yield* onState(
      () =>
        new Map(
          both.map((ref) => {
            const base = ancestors.get(refKey(ref)) ?? planner.entry(ref).base?.text;
            return [refKey(ref), mergeOf(state, ref, base, contents)] as const;
          }),
        ),
    );
    return { uids, ancestors, merges, unreadable: problemsIn(planner, contents) };
  });

const settled: ReadonlySet<SyncCaseName> = new Set(["in-sync", "gone"]);

const guarded = (
  { ledger, scope }: Observation,
  documents: ReadonlyArray<PlannedDocument>,
): ReadonlyArray<SyncGuard> => {
  const agreed = [...ledger.documents.values()].filter(
    ({ base }) => base !== undefined && base.text !== null,
  );
  const inScope = agreed.filter(({ ref }) => isInScope(ref, scope));
  const keys = new Set(inScope.map(({ ref }) => refKey(ref)));
  const carriedOut = documents.filter(({ held }) => !held);
  const counted = (...actions: ReadonlyArray<SyncAction>): number =>
    carriedOut.filter(({ ref, action }) => actions.includes(action) && keys.has(refKey(ref))).length;
  return guardsOf({
    known: inScope.length,
    removals: counted("remove-local", "remove-remote"),
    replaced: counted("push", "pull", "merge"),
    upstream: {
      known: agreed.filter(({ ref, seen }) => ref.project === scope.project && seen?.removed !== true).length,
      listed: [...ledger.documents.values()].filter(
        ({ ref, seen }) => ref.project === scope.project && presentSight(seen) !== undefined,
      ).length,
    },
  });
};

/** The plan for what was observed. */
export const planObserved = (
  sides: SyncSides,
  observation: Observation,
  request: SyncRequest,
): Effect.Effect<SyncPlan, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const planner = new Planner(observation, request, sides.worktree ?? mainWorktree);
    const { refs } = planner;
    const isSettled = (ref: DocumentRef): boolean =>
      settled.has(caseOf(planner.facts(ref, nothingKnown)).name);
    const open = refs.filter((ref) => !isSettled(ref));
    const uids = yield* readUids(sides, planner, open);
    const known = yield* readChanges(sides, planner, open, uids);
    const documents = open.map((ref) => planner.planned(ref, known));
    return {
      request,
      observation,
      documents,
      inSync: refs.filter((ref) => isSettled(ref) && planner.local(ref) !== undefined).length,
      hostile: observation.hostile,
      guards: guarded(observation, documents),
      guarantees: guaranteesOf(sides.remote.capabilities),
    };
  });

/** Looks at both sides and says what is to be done. Writes nothing. */
export const planSync = (
  sides: SyncSides,
  request: SyncRequest,
): Effect.Effect<SyncPlan, StateFailure | StoreFailure> =>
  Effect.flatMap(observe(sides, request.scope, { fresh: request.fresh ?? false }), (observation) =>
    planObserved(sides, observation, request),
  );
