/**
 * What a migration writes and what it leaves alone, decided from drafts and from what stands in the target. A document
 * that somebody wrote is never written over; where two sources differ and neither is the target's, neither is taken.
 */
import { type DocumentRef, digestOf, readJson, refKey } from "@idse/pipeline-artifacts";
import * as z from "zod";
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
  /** The same stands there already, and is only noted. */
  | "same";

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
    const { ref } = any;
    const found = input.standing.get(refKey(ref));
    const own = drafts.filter((draft) => draft.own && !input.isInPlace(draft));
    const files = own.filter(({ layout }) => layout !== "predecessor-database");
    const [stored] = own.filter(({ layout }) => layout === "predecessor-database");
    const standing = found === undefined || found.pristine ? null : found;
    const [file] = files;
    const holds = standing ?? (file === undefined ? null : { content: file.content, place: placeOf(file) });
    if (stored !== undefined && holds !== null) {
      const message = differenceOf(ref, holds.content, stored.content);
      if (message !== null) overruled.push({ ref, paths: [holds.place, placeOf(stored)], message });
    }
    const candidates = file === undefined && stored !== undefined && standing === null ? [stored] : files;
    const [chosen] = candidates;
    if (chosen === undefined) continue;
    if (standing !== null) {
      const note = input.note(ref);
      const same = candidates.find((one) => isSame(one.content, standing.content));
      if (same !== undefined) documents.push(planned(same, "same", "the same stands there"));
      for (const draft of candidates) {
        const difference = againstStanding(draft, standing, note);
        if (difference !== null) drift.push(difference);
      }
      continue;
    }
    const others = candidates.filter((one) => !isSame(one.content, chosen.content));
    if (others.length > 0) {
      drift.push({
        ref,
        paths: [chosen, ...others].map(placeOf),
        message: "These differ, and none was taken. Put the one that holds in the document's place.",
      });
      continue;
    }
    const reason = found === undefined ? "nothing stood there" : "what stood there was as it was made";
    documents.push(planned(chosen, "write", reason));
  }
  return { documents, drift, overruled };
};

const planned = (
  { ref, layout, from, content }: Draft,
  action: PlannedAction,
  reason: string,
): PlannedDocument => ({ ref, layout, from, content, action, reason });

/** What a source says against a text that somebody wrote here, or null where that is nothing new. */
const againstStanding = (draft: Draft, standing: Standing, note: MigrationNote | null): Difference | null => {
  const { ref, from, content } = draft;
  // Whoever edits what was taken over need not hear of its source again.
  if (isSame(standing.content, content) || wasTaken(note, ref.kind, from)) return null;
  const before = note?.taken.some((one) => one.document === ref.kind) === true;
  // Once moved, a narrative is shown in meta.md again, which is made from it and may be behind.
  if (before && ref.kind === "narrative") return null;
  return {
    ref,
    paths: [standing.place, placeOf(draft)],
    message: before
      ? "The source says something else than what was taken over. The document stays as it is; compare them, and remove the one that is over."
      : "The document has a text of its own, and stays as it is. Compare them, and remove the one that is over.",
  };
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

/** What differs in a sentence, or null. Of a session's metadata only what a person set counts. */
const differenceOf = (ref: DocumentRef, file: string, stored: string): string | null => {
  if (ref.kind !== "session")
    return isSame(file, stored) ? null : "The file and the database differ. The file holds.";
  const [left, right] = [fieldsOf(file), fieldsOf(stored)];
  const fields = ["name", "session_type", "status", "owner", "description", "parent_session"].filter(
    (field) => JSON.stringify(left[field] ?? null) !== JSON.stringify(right[field] ?? null),
  );
  const said = (of: Readonly<Record<string, unknown>>, field: string): string =>
    JSON.stringify(of[field] ?? null);
  return fields.length === 0
    ? null
    : `${fields.map((field) => `${field} is ${said(left, field)} in the file and ${said(right, field)} in the database`).join("; ")}. The file holds.`;
};

/** Metadata that cannot be read has no fields; that it cannot is told elsewhere. */
const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  const read = readJson(text, z.record(z.string(), z.unknown()));
  return read.ok ? read.value : {};
};
