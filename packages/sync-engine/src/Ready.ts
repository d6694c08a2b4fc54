/** Rows of a plan as changes to be sent. What they replace, and may stand nowhere else, is kept before. */
import type { Change, DocumentHead } from "@idse/design-store";
import { type DocumentRef, digestOf, normaliseText, refKey } from "@idse/pipeline-artifacts";
import type { Agreement } from "./Ledger.ts";
import type { PlannedDocument } from "./Planner.ts";
import { keepText, keptText, type SyncState } from "./SyncState.ts";
import { formOf, inForm, plainForm } from "./TextForm.ts";
import type { Reading } from "./Texts.ts";
import { putInTrash } from "./Trash.ts";

export type Texts = ReadonlyMap<string, Reading>;

/** A change that is ready to be sent, and what both sides agree on once it is written. */
export interface Ready {
  readonly row: PlannedDocument;
  readonly change: Change;
  readonly agreement: (head: DocumentHead) => Agreement;
  /** What is agreed on then, to be remembered for later merges. */
  readonly text: string | null;
}

export interface Keeping {
  readonly state: SyncState;
  readonly now: string;
}

/** The text, if it is still the one that was planned for. */
export const contentOf = (
  texts: Texts,
  ref: DocumentRef,
  revision: string | undefined,
): string | undefined => {
  const reading = texts.get(refKey(ref));
  return reading?._tag === "StoredDocument" && reading.revision === revision ? reading.content : undefined;
};

const removal = (
  { state, now }: Keeping,
  row: PlannedDocument,
  side: { readonly revision: string; readonly text: string },
): Ready => {
  const { ref } = row;
  putInTrash(state, { ref, text: side.text, at: now, why: row.case });
  return {
    row,
    change: { _tag: "Remove", ref, expect: { revision: side.revision } },
    agreement: () => ({ text: null, remote: null, revision: null }),
    text: null,
  };
};

const expectOf = (side: { readonly revision: string } | null) =>
  side === null ? ("absent" as const) : { revision: side.revision };

/** A pull, merge or removal here; undefined where a side is no longer as planned. Throws `FileFailure`. */
export const readyHere = (
  keeping: Keeping,
  row: PlannedDocument,
  here: Texts,
  there: Texts,
): Ready | undefined => {
  const { ref, local, remote, action, merged } = row;
  const ours = contentOf(here, ref, local?.revision);
  if (local !== null && ours === undefined) return undefined;
  if (action === "remove-local")
    return local === null || ours === undefined
      ? undefined
      : removal(keeping, row, { revision: local.revision, text: ours });
  const theirs = contentOf(there, ref, remote?.revision);
  if (theirs === undefined || remote === null) return undefined;
  // What is replaced may stand nowhere else.
  if (ours !== undefined && keptText(keeping.state, digestOf(ours)) === undefined)
    keepText(keeping.state, ours);
  const content = merged ?? inForm(theirs, ours === undefined ? plainForm : formOf(ours));
  const agreed = { remote: remote.digest, revision: remote.revision };
  return {
    row,
    change: { _tag: "Put", ref, content, expect: expectOf(local) },
    agreement: ({ digest }) => ({ ...agreed, text: action === "merge" ? remote.digest : digest }),
    text: theirs,
  };
};

/** A push or removal there; undefined where a side is no longer as planned. Throws `FileFailure`. */
export const readyThere = (
  keeping: Keeping,
  row: PlannedDocument,
  here: Texts,
  there: Texts,
): Ready | undefined => {
  const { ref, local, remote, action } = row;
  if (action === "remove-remote") {
    const theirs = contentOf(there, ref, remote?.revision);
    return remote === null || theirs === undefined
      ? undefined
      : removal(keeping, row, { revision: remote.revision, text: theirs });
  }
  const ours = contentOf(here, ref, local?.revision);
  if (local === null || ours === undefined) return undefined;
  const content = normaliseText(ours);
  return {
    row,
    change: { _tag: "Put", ref, content, expect: expectOf(remote) },
    agreement: ({ digest, revision }) => ({ text: local.digest, remote: digest, revision }),
    text: content,
  };
};
