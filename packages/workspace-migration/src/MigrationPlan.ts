/**
 * What a migration writes and what it leaves alone, decided from drafts and from what stands in the target. A document
 * that somebody wrote is never written over; where two sources differ and neither is the target's, neither is taken.
 */
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import type { Draft } from "./Draft.ts";
import { type LayoutName, layoutNames } from "./Find.ts";
import { type MigrationNote, wasTaken } from "./MigrationNote.ts";

export interface Standing {
  readonly content: string;
  /** As a template or a new project left it: it may be written over. */
  readonly pristine: boolean;
  /** Where it is, for people. */
  readonly place: string;
}

export interface PlanInput {
  readonly drafts: ReadonlyArray<Draft>;
  /** What stands in the target, by `refKey`. */
  readonly standing: ReadonlyMap<string, Standing>;
  /** By project and session, with `/`; documents of a project are noted with its blueprint. */
  readonly note: (ref: DocumentRef) => MigrationNote | null;
  /** The draft is the target's own file. */
  readonly isInPlace: (draft: Draft) => boolean;
}

export type PlannedAction =
  /** Nothing stands there, or a template. */
  | "write"
  /** The same stands there already. */
  | "same"
  /** The target has a text of its own, and nothing but it is taken. */
  | "keep";

export interface PlannedDocument {
  readonly ref: DocumentRef;
  readonly layout: LayoutName;
  readonly from: Draft["from"];
  readonly content: string;
  readonly action: PlannedAction;
  readonly reason: string;
}

/** Two places that say different things. */
export interface Difference {
  readonly ref: DocumentRef;
  /** The first is the one that stands, or would. */
  readonly paths: ReadonlyArray<string>;
  readonly message: string;
}

export interface MigrationPlan {
  readonly documents: ReadonlyArray<PlannedDocument>;
  /** To be settled by a person. */
  readonly drift: ReadonlyArray<Difference>;
  /** Between a file and the database: the file holds. */
  readonly overruled: ReadonlyArray<Difference>;
}

export const planMigration = (input: PlanInput): MigrationPlan => {
  const documents: Array<PlannedDocument> = [];
  const drift: Array<Difference> = [];
  const overruled: Array<Difference> = [];
  for (const drafts of byDocument(input.drafts).values()) {
    const [any] = drafts;
    if (any === undefined) continue;
    const standing = input.standing.get(refKey(any.ref));
    const own = drafts.filter((draft) => draft.own);
    const files = own.filter(({ layout }) => layout !== "predecessor-database");
    const stored = own.filter(({ layout }) => layout === "predecessor-database");
    for (const draft of files.length === 0 ? [] : stored) {
      const [file] = files;
      const message = file === undefined ? null : differenceOf(file, draft);
      if (file !== undefined && message !== null)
        overruled.push({ ref: file.ref, paths: [placeOf(file), placeOf(draft)], message });
    }
    const candidates = files.length > 0 ? files : stored;
    const chosen = candidates.find(input.isInPlace) ?? candidates[0];
    if (chosen === undefined) continue;
    const settled =
      standing !== undefined &&
      !standing.pristine &&
      candidates.some((one) => isSame(one.content, standing.content));
    const others = candidates.filter((one) => !isSame(one.content, chosen.content));
    if (others.length > 0 && !settled) {
      drift.push({
        ref: chosen.ref,
        paths: [chosen, ...others].map(placeOf),
        message: "These differ, and none was taken. Put the one that holds in the document's place.",
      });
      continue;
    }
    if (others.length > 0 && standing !== undefined && candidates.some(input.isInPlace)) {
      const unlike = candidates.filter((one) => !isSame(one.content, standing.content));
      drift.push({
        ref: chosen.ref,
        paths: [standing.place, ...unlike.map(placeOf)],
        message:
          "The document stays as it is; an older place says something else. Compare them, and remove the one that is over.",
      });
      continue;
    }
    if (input.isInPlace(chosen)) continue;
    const decided = decide(chosen, standing, input.note(chosen.ref));
    if (decided.drift !== null) drift.push(decided.drift);
    if (decided.document !== null) documents.push(decided.document);
  }
  return { documents, drift, overruled };
};

const byDocument = (drafts: ReadonlyArray<Draft>): ReadonlyMap<string, ReadonlyArray<Draft>> => {
  const groups = new Map<string, Array<Draft>>();
  for (const draft of drafts.toSorted(
    (a, b) => layoutNames.indexOf(a.layout) - layoutNames.indexOf(b.layout),
  )) {
    const key = refKey(draft.ref);
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return groups;
};

const isSame = (left: string, right: string): boolean => digestOf(left) === digestOf(right);

const placeOf = ({ from }: Draft): string => from.map(({ path }) => path).join(", ");

const decide = (
  draft: Draft,
  standing: Standing | undefined,
  note: MigrationNote | null,
): { readonly document: PlannedDocument | null; readonly drift: Difference | null } => {
  const { ref, layout, from, content } = draft;
  const document = (action: PlannedAction, reason: string) => ({
    document: { ref, layout, from, content, action, reason },
    drift: null,
  });
  if (standing === undefined) return document("write", "nothing stood there");
  if (isSame(standing.content, content)) return document("same", "the same stands there");
  if (standing.pristine) return document("write", "what stood there was as it was made");
  // Whoever edits what was taken over need not hear of its source again.
  if (wasTaken(note, ref.kind, from)) return { document: null, drift: null };
  const before = note?.taken.some((one) => one.document === ref.kind) === true;
  // Once moved, a narrative is shown in meta.md again, which is made from it and may be behind.
  if (before && ref.kind === "narrative") return { document: null, drift: null };
  return {
    ...document("keep", "the document has a text of its own"),
    drift: {
      ref,
      paths: [standing.place, placeOf(draft)],
      message: before
        ? "The source changed since it was taken over, and so did the document. It stays as it is; compare them."
        : "The document has a text of its own, and stays as it is. Compare them, and put into it what is wanted.",
    },
  };
};

/** What differs in a sentence, or null. Of a session's metadata only what a person set counts. */
const differenceOf = (file: Draft, stored: Draft): string | null => {
  if (file.ref.kind === "session") {
    const [left, right] = [fieldsOf(file.content), fieldsOf(stored.content)];
    const fields = ["name", "session_type", "status", "owner", "description", "parent_session"].filter(
      (field) => JSON.stringify(left[field] ?? null) !== JSON.stringify(right[field] ?? null),
    );
    return fields.length === 0
      ? null
      : `${fields.map((field) => `${field} is ${JSON.stringify(left[field] ?? null)} in the file and ${JSON.stringify(right[field] ?? null)} in the database`).join("; ")}. The file holds.`;
  }
  return isSame(file.content, stored.content) ? null : "The file and the database differ. The file holds.";
};

const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  const read: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
  return typeof read === "object" && read !== null ? { ...read } : {};
};
