/**
 * What one clone knows of one remote: for each document what both sides last agreed on, every text they ever
 * agreed on, and how the remote was last seen; for each project the remote's cursor. It is a value; the
 * file it lies in is SyncState's.
 */
import type { Cursor, Revision } from "@idse/design-store";
import { type Digest, DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as z from "zod";
import type { SyncDirection } from "./SyncCase.ts";

export const Agreement = z.object({
  /** Of the text on this side; null where both agreed that the document is gone. */
  text: z.string().nullable(),
  /** Of the text on the remote's side, which may write it down in its own way. */
  remote: z.string().nullable(),
  revision: z.string().nullable(),
});
export interface Agreement {
  readonly text: Digest | null;
  readonly remote: Digest | null;
  readonly revision: Revision | null;
}

const RemoteSight = z.object({ revision: z.string(), digest: z.string(), removed: z.boolean() });
export interface RemoteSight {
  readonly revision: Revision;
  readonly digest: Digest;
  readonly removed: boolean;
}

const Entry = z.object({
  ref: DocumentRef,
  base: Agreement.optional(),
  acknowledged: z.array(z.string()).default([]),
  sent: z.array(z.object({ digest: z.string(), worktree: z.string() })).default([]),
  seen: RemoteSight.optional(),
  uid: z.string().optional(),
  wish: z.enum(["removed", "revert"]).optional(),
  here: z.record(z.string(), z.string()).optional(),
});

export interface LedgerEntry {
  readonly ref: DocumentRef;
  readonly base?: Agreement | undefined;
  /** Digests of every text ever agreed on, oldest first. */
  readonly acknowledged: ReadonlyArray<Digest>;
  /** Of texts whose sending was never answered: one of them on the remote is our own. */
  readonly sent: ReadonlyArray<{ readonly digest: Digest; readonly worktree: string }>;
  readonly seen?: RemoteSight | undefined;
  /** Of the session or project, where this is the document that names it. */
  readonly uid?: string | undefined;
  /** What a person decided about it that the next sync is to carry out. */
  readonly wish?: "removed" | "revert" | undefined;
  /** By worktree, the latest agreed text that it was seen with: an edit in it was made on this or an earlier one. */
  readonly here?: Readonly<Record<string, Digest>> | undefined;
}

const Project = z.object({
  cursor: z.string().optional(),
  lastSync: z.object({ at: z.string(), direction: z.enum(["push", "pull", "both"]) }).optional(),
});
export interface LedgerProject {
  readonly cursor?: Cursor | undefined;
  /** The last sync that did everything that was asked. */
  readonly lastSync?: { readonly at: string; readonly direction: SyncDirection } | undefined;
}

export const LedgerFile = z.object({
  version: z.number(),
  /** Another one after every writing. */
  edition: z.string(),
  /** Which remote this is about, as its owner names it. */
  remote: z.string(),
  projects: z.record(z.string(), Project),
  documents: z.array(Entry),
});

export interface Ledger {
  /** Null before the first writing. */
  readonly edition: string | null;
  readonly remote: string;
  readonly projects: ReadonlyMap<string, LedgerProject>;
  readonly documents: ReadonlyMap<string, LedgerEntry>;
}

/** Beyond this a clone forgets the oldest texts, and a very old branch counts as an edit. */
const mostAcknowledged = 1_000;

export const emptyLedger = (remote: string): Ledger => ({
  edition: null,
  remote,
  projects: new Map(),
  documents: new Map(),
});

export const ledgerOf = (file: z.infer<typeof LedgerFile>): Ledger => ({
  edition: file.edition,
  remote: file.remote,
  projects: new Map(Object.entries(file.projects)),
  documents: new Map(file.documents.map((entry) => [refKey(entry.ref), entry])),
});

export const ledgerFileOf = (ledger: Ledger): object => ({
  edition: ledger.edition,
  remote: ledger.remote,
  projects: Object.fromEntries(ledger.projects),
  documents: [...ledger.documents.values()],
});

/** Entries and projects replaced; everything else as it was. */
export const ledgerWith = (
  ledger: Ledger,
  changes: {
    readonly entries?: Iterable<LedgerEntry>;
    readonly project?: readonly [string, LedgerProject];
  },
): Ledger => {
  const documents = new Map(ledger.documents);
  for (const entry of changes.entries ?? []) documents.set(refKey(entry.ref), entry);
  const projects = new Map(ledger.projects);
  if (changes.project !== undefined) projects.set(...changes.project);
  return { ...ledger, documents, projects };
};

export const entryOf = ({ documents }: Pick<Ledger, "documents">, ref: DocumentRef): LedgerEntry =>
  documents.get(refKey(ref)) ?? { ref, acknowledged: [], sent: [] };

/** The digests with these behind them, each once. */
const withLast = (
  digests: ReadonlyArray<Digest>,
  last: ReadonlyArray<Digest | null>,
): ReadonlyArray<Digest> => {
  const added = last.filter((digest) => digest !== null);
  return [...digests.filter((digest) => !added.includes(digest)), ...new Set(added)].slice(-mostAcknowledged);
};

/** Both sides agree on this. `uid` is given for documents that name a session or a project. */
export const agreedOn = (entry: LedgerEntry, base: Agreement, uid?: string): LedgerEntry => ({
  ref: entry.ref,
  here: entry.here,
  base,
  acknowledged: withLast(entry.acknowledged, [base.remote, base.text]),
  sent: [],
  ...(base.text === null ? {} : { uid: uid ?? entry.uid }),
  seen:
    base.remote === null || base.revision === null
      ? { revision: base.revision ?? "", digest: "", removed: true }
      : { revision: base.revision, digest: base.remote, removed: false },
});

/** This worktree holds an agreed text. What it has seen once it has seen, whatever branch it is on now. */
export const seenHere = (entry: LedgerEntry, worktree: string, digest: Digest): LedgerEntry => {
  const before = entry.here?.[worktree];
  const order = (one: Digest | undefined): number =>
    one === undefined ? -1 : entry.acknowledged.indexOf(one);
  if (order(digest) <= order(before)) return entry;
  return { ...entry, here: { ...entry.here, [worktree]: digest } };
};

/** A text that a killed process had begun to write here stands here: it came from what is agreed on by that. */
export const withWritten = (
  entry: LedgerEntry,
  worktree: string,
  {
    before,
    agreement,
    uid,
  }: { readonly before: Digest | null; readonly agreement: Agreement; readonly uid?: string | undefined },
): LedgerEntry => {
  const { base, seen } = entry;
  const { text } = agreement;
  if (text === null) return entry;
  if ((base?.text ?? null) !== before) return seenHere(withEarlier(entry, text, before), worktree, text);
  const agreed = agreedOn(entry, agreement, uid);
  // The remote may have been looked at since.
  const isOlder = seen?.revision === (base?.revision ?? undefined);
  return seenHere(isOlder ? agreed : { ...agreed, seen }, worktree, text);
};

/** Something else was agreed on since: the text has its place between. */
const withEarlier = (entry: LedgerEntry, text: Digest, before: Digest | null): LedgerEntry => {
  const { acknowledged } = entry;
  if (acknowledged.includes(text)) return entry;
  const behind = before === null ? 0 : acknowledged.indexOf(before) + 1;
  return {
    ...entry,
    acknowledged: [...acknowledged.slice(0, behind), text, ...acknowledged.slice(behind)],
  };
};

/**
 * A text of ours whose sending was not answered turned up on the remote: it was what stood here, and what
 * stands here now was made from it.
 */
export const withOwnArrival = (entry: LedgerEntry): LedgerEntry => {
  const { seen, sent, acknowledged } = entry;
  const own = sent.find(({ digest }) => digest === seen?.digest);
  // One that was agreed on since is there because somebody went back to it.
  if (seen === undefined || seen.removed || own === undefined || acknowledged.includes(seen.digest))
    return entry;
  const { digest, revision } = seen;
  return seenHere(agreedOn(entry, { text: digest, remote: digest, revision }), own.worktree, digest);
};
