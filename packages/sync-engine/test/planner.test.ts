/** The decisions alone: one document, its remote, and clients that know nothing but what they agreed on. */

import type { DocumentHead } from "@idse/design-store";
import { expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { factsOf } from "../src/Facts.ts";
import { agreedOn, type LedgerEntry } from "../src/Ledger.ts";
import { caseOf, type SyncAction } from "../src/SyncCase.ts";
import { spec } from "./fixtures.ts";

interface Client {
  local: string | null;
  entry: LedgerEntry;
  removed: boolean;
}

type Step =
  | { readonly _tag: "Edit"; readonly client: number }
  | { readonly _tag: "Human"; readonly removes: boolean }
  | { readonly _tag: "Remove"; readonly client: number }
  | { readonly _tag: "Switch"; readonly client: number }
  /** `lost`: it is carried out, and the client forgets that it was. */
  | { readonly _tag: "Sync"; readonly client: number; readonly lost: boolean };

const client = fc.nat(2);
const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ _tag: fc.constant("Edit" as const), client }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Human" as const), removes: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Remove" as const), client }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Switch" as const), client }) },
    { weight: 5, arbitrary: fc.record({ _tag: fc.constant("Sync" as const), client, lost: fc.boolean() }) },
  ),
  { minLength: 3, maxLength: 14, size: "max" },
);

/** Every text but those whose successor was written by somebody who had them. */
class Texts {
  readonly living = new Set<string>();
  readonly kept = new Set<string>();
  #count = 0;

  after(before: string | null): string {
    this.#count += 1;
    const text = `text ${this.#count}`;
    if (before !== null) this.living.delete(before);
    this.living.add(text);
    return text;
  }
}

const head = (text: string): DocumentHead => ({ ref: spec, revision: text, digest: text, removed: false });

const seen = (remote: string | null, known: LedgerEntry): LedgerEntry => {
  const removed = { revision: "gone", digest: "", removed: true };
  const sight = remote === null ? removed : { revision: remote, digest: remote, removed: false };
  return { ...known, seen: remote === null && known.base === undefined ? undefined : sight };
};

it("lose no text, remove nothing that nobody removed, and come to rest", () => {
  const property = fc.property(steps, (program) => {
    const texts = new Texts();
    const clients = [0, 1, 2].map(
      (): Client => ({ local: null, entry: { ref: spec, acknowledged: [], sent: [] }, removed: false }),
    );
    let remote: string | null = null;
    let removals = 0;

    const sync = (one: Client, lost: boolean): SyncAction => {
      const entry = seen(remote, one.entry);
      const local = one.local === null ? undefined : head(one.local);
      const wish = one.removed && one.local === null ? "removed" : "none";
      const facts = factsOf({
        entry,
        local,
        wish,
        identity: "same",
        unknown: false,
        ancestor: undefined,
        merge: "apart",
      });
      const { does } = caseOf(facts);
      if (does === "pull") one.local = remote;
      if (does === "push") remote = one.local;
      if (does === "remove-remote") remote = null;
      if (does === "remove-local") one.local = null;
      if (does.startsWith("remove-") && removals === 0) throw new Error("SPURIOUS REMOVAL");
      if (does === "conflict" && one.local !== null) texts.kept.add(one.local);
      if (does === "conflict" && remote !== null) texts.kept.add(remote);
      if (does === "nothing" || does === "conflict" || lost) return does;
      const agreement = { text: remote, remote, revision: remote };
      one.entry = agreedOn(entry, agreement);
      if (remote === null) one.removed = false;
      return does;
    };

    const check = (): void => {
      const current = new Set([remote, ...clients.map(({ local }) => local), ...texts.kept]);
      for (const text of texts.living) if (!current.has(text)) throw new Error(`LOST: ${text}`);
    };

    for (const step of program) {
      const one = "client" in step ? clients[step.client] : undefined;
      if (step._tag === "Human" && step.removes && remote !== null) {
        removals += 1;
        texts.living.delete(remote);
        remote = null;
      } else if (step._tag === "Human" && !step.removes) remote = texts.after(remote);
      if (one === undefined) continue;
      if (step._tag === "Edit") one.local = texts.after(one.local);
      if (step._tag === "Remove" && one.local !== null) {
        removals += 1;
        texts.living.delete(one.local);
        one.local = null;
        one.removed = true;
      }
      // Git keeps what stood here.
      if (step._tag === "Switch" && one.local !== null) {
        texts.kept.add(one.local);
        one.local = one.entry.acknowledged[0] ?? one.local;
      }
      if (step._tag === "Sync") sync(one, step.lost);
      check();
    }

    // Everybody decides for the remote, and names what is absent as one to remove.
    for (let round = 0; round < 4; round += 1)
      for (const one of clients) {
        if (sync(one, false) === "conflict") {
          one.entry = agreedOn(seen(remote, one.entry), { text: remote, remote, revision: remote });
          one.local = remote;
        }
        if (one.local === null && remote !== null) {
          removals += 1;
          one.removed = true;
          texts.living.delete(remote);
        }
        check();
      }
    for (const one of clients)
      if (one.local !== remote || !["nothing", "adopt"].includes(sync(one, false)))
        throw new Error("NOT AT REST");
  });
  expect(fc.check(property, { numRuns: 10_000, seed: 20_261_125 })).toMatchObject({ failed: false });
});
