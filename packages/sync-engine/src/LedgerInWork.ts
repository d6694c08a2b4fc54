/** The ledger of one run while documents come to agree: changed in memory, and written after each commit. */
import type { DocumentHead } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { isNaming, uidIn } from "./Identity.ts";
import { type Agreement, agreedOn, entryOf, type Ledger, type LedgerEntry, seenHere } from "./Ledger.ts";
import { type SyncState, saveLedger } from "./SyncState.ts";

export class LedgerInWork {
  readonly #state: SyncState;
  readonly #worktree: string;
  #ledger: Ledger;
  /** The ledger's documents, changed in place: copying them for each change would cost the square. */
  #documents: Map<string, LedgerEntry>;
  #unsaved = false;

  constructor(state: SyncState, worktree: string, ledger: Ledger) {
    this.#state = state;
    this.#worktree = worktree;
    this.#ledger = ledger;
    this.#documents = new Map(ledger.documents);
  }

  get value(): Ledger {
    return { ...this.#ledger, documents: this.#documents };
  }

  /** With what was observed anew. */
  set value(ledger: Ledger) {
    this.#ledger = ledger;
    this.#documents = new Map(ledger.documents);
  }

  entry(ref: DocumentRef): LedgerEntry {
    return entryOf({ documents: this.#documents }, ref);
  }

  /** Both sides agree. `text` is what is agreed on, where it is at hand. */
  agree(ref: DocumentRef, base: Agreement, text: string | null): void {
    const uid = text !== null && isNaming(ref) ? (uidIn(ref, text) ?? undefined) : undefined;
    const agreed = agreedOn(this.entry(ref), base, uid);
    // Beside a merge, too, what stands here was made from what was agreed on.
    this.#documents.set(
      refKey(ref),
      base.text === null ? agreed : seenHere(agreed, this.#worktree, base.text),
    );
    this.#unsaved = true;
  }

  /** What this worktree holds of what was agreed on. */
  noteHere(local: ReadonlyMap<string, DocumentHead>): void {
    for (const [key, { digest }] of local) {
      const entry = this.#documents.get(key);
      if (entry?.acknowledged.includes(digest) !== true) continue;
      this.#documents.set(key, seenHere(entry, this.#worktree, digest));
    }
  }

  /** Throws `FileFailure`. */
  save(force = false): void {
    if (this.#unsaved || force) this.#ledger = saveLedger(this.#state, this.value);
    this.#unsaved = false;
  }
}
