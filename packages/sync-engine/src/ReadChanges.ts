/** Reading the few texts that a plan hangs on: uids that differ, edits whose origin is uncertain, edits of both sides. */
import type { StoreFailure } from "@idse/design-store";
import { type Digest, type DocumentRef, normaliseText, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { nearestAncestor } from "./Ancestor.ts";
import { presentSight } from "./Facts.ts";
import { type KnownUids, namingRefs, uidIn } from "./Identity.ts";
import type { LedgerEntry } from "./Ledger.ts";
import { mergeDocument } from "./Merge.ts";
import type { MergeResult } from "./MergeResult.ts";
import { mainWorktree, type SyncSides } from "./Observe.ts";
import { type Known, nothingKnown, type Planner } from "./Planner.ts";
import { asksForMerge } from "./SyncCase.ts";
import { keptText, onState, type StateFailure, type SyncState } from "./SyncState.ts";
import { type Reading, readAll } from "./Texts.ts";

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

export const readUids = (
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
export const readChanges = (
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
