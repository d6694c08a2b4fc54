/**
 * `metadata/migration.json` of a session: what of it was taken over, from where, and how both sides stood. By it a
 * second run knows what it has done, and a document that was edited since is not held against its source.
 */
import { digestOf, printJson } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { layoutNames } from "./Find.ts";

const Taken = z.looseObject({
  /** A stage, `session`, `narrative`, `registry` … */
  document: z.string(),
  layout: z.enum(layoutNames),
  /** Paths from the root of `source`, and the digests of what stood there. */
  from: z.array(z.looseObject({ path: z.string(), digest: z.string() })),
  /** Of the document as it was written. */
  digest: z.string(),
  /** ISO 8601 with zone. */
  at: z.string(),
  by: z.string(),
});
export type Taken = z.infer<typeof Taken>;

const NotedClaim = z.looseObject({
  text: z.string(),
  /** In the source's words, as all of these. */
  classification: z.string(),
  status: z.string(),
  origin: z.string().nullable(),
  created_at: z.string().nullable(),
});
export type NotedClaim = z.infer<typeof NotedClaim>;

export const MigrationNote = z.looseObject({
  schema_version: z.literal(1),
  /** The folder that was migrated, from this repository's root; `.` is the root itself. */
  source: z.string(),
  /** As the source called the session, where that is another name. */
  named: z.string().nullable().default(null),
  taken: z.array(Taken),
  /** How far the source said that the stages are. Nobody signed that here. */
  said: z.record(z.string(), z.string()).optional(),
  /** What the source's blueprint claimed; noted with the blueprint. Nobody declared that here. */
  claims: z.array(NotedClaim).optional(),
  /** The session that the source's project pointed to; noted with the blueprint. */
  pointer: z.string().optional(),
});
export type MigrationNote = z.infer<typeof MigrationNote>;

export const emptyNote = (source: string, named: string | null): MigrationNote => ({
  schema_version: 1,
  source,
  named,
  taken: [],
});

/** With these entries; one about the same document is replaced. */
export const withTaken = (note: MigrationNote, entries: ReadonlyArray<Taken>): MigrationNote => ({
  ...note,
  taken: [...note.taken.filter((old) => !entries.some((one) => one.document === old.document)), ...entries],
});

export const printNote = (note: MigrationNote): string => printJson(note);

/** Whether a note says that exactly these texts were taken over before. */
export const wasTaken = (
  note: MigrationNote | null,
  document: string,
  from: ReadonlyArray<{ readonly path: string; readonly digest: string }>,
): boolean =>
  note?.taken.some(
    (one) =>
      one.document === document &&
      one.from.length === from.length &&
      one.from.every(
        ({ path, digest }, index) => path === from[index]?.path && digest === from[index]?.digest,
      ),
  ) === true;

/** Where the note of a session lies, inside the session's folder. */
export const notePath = "metadata/migration.json";

export const takenNow = (
  document: string,
  layout: Taken["layout"],
  from: Taken["from"],
  content: string,
  at: string,
  by: string,
): Taken => ({ document, layout, from: [...from], digest: digestOf(content), at, by });
