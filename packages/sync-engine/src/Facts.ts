/** From what was observed to the few words that decide. Pure. */
import type { DocumentHead } from "@idse/design-store";
import type { Digest } from "@idse/pipeline-artifacts";
import type { Agreement, LedgerEntry, RemoteSight } from "./Ledger.ts";
import type { SyncFacts } from "./SyncCase.ts";

export const presentSight = (seen: RemoteSight | undefined): RemoteSight | undefined =>
  seen === undefined || seen.removed ? undefined : seen;

const localClass = (
  head: DocumentHead | undefined,
  base: Agreement | undefined,
  acknowledged: ReadonlyArray<Digest>,
): SyncFacts["local"] => {
  if (head === undefined) return "absent";
  if (head.digest === base?.text) return "base";
  return base !== undefined && acknowledged.includes(head.digest) ? "earlier" : "new";
};

const remoteClass = (
  seen: RemoteSight | undefined,
  base: Agreement | undefined,
  acknowledged: ReadonlyArray<Digest>,
): SyncFacts["remote"] => {
  if (seen === undefined) return "absent";
  if (seen.removed) return "removed";
  if (seen.digest === base?.remote) return "base";
  return base !== undefined && acknowledged.includes(seen.digest) ? "earlier" : "new";
};

export interface FactsInput {
  readonly entry: LedgerEntry;
  readonly local: DocumentHead | undefined;
  readonly wish: SyncFacts["wish"];
  readonly identity: SyncFacts["identity"];
  /** It could not be read on one side. */
  readonly unknown: boolean;
  /** The agreed text that the local one was made from, where that is not the last; null where it was made from none. */
  readonly ancestor: Digest | null | undefined;
  readonly merge: SyncFacts["merge"];
}

const baseOf = (entry: LedgerEntry, ancestor: Digest | null | undefined): Agreement | undefined => {
  if (ancestor === null) return undefined;
  return ancestor === undefined ? entry.base : { text: ancestor, remote: ancestor, revision: null };
};

export const factsOf = (input: FactsInput): SyncFacts => {
  const { entry, local, ancestor } = input;
  const base = baseOf(entry, ancestor);
  const remote = remoteClass(entry.seen, base, entry.acknowledged);
  return {
    name: "safe",
    identity: input.identity,
    base: base === undefined ? "none" : base.text === null ? "removed" : "present",
    local: localClass(local, base, entry.acknowledged),
    remote: input.unknown ? "unknown" : remote,
    equal: local !== undefined && local.digest === presentSight(entry.seen)?.digest,
    merge: input.merge,
    wish: input.wish,
  };
};
