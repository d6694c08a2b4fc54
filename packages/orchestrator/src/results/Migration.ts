/** What a migration took over, left alone and found. */
import { layoutNames, problemCodes } from "@idse/workspace-migration";
import * as z from "zod";
import { result } from "./Common.ts";

const difference = z.object({
  project: z.string(),
  session: z.string().nullable(),
  document: z.string(),
  /** The first is the one that stands, or would. */
  paths: z.array(z.string()),
  message: z.string(),
});

export const MigrationResult = result("migration", {
  /** From the repository's root; `.` is the root itself. Paths of the source are relative to it. */
  source: z.string(),
  dryRun: z.boolean(),
  nothingToDo: z.boolean(),
  layouts: z.array(z.object({ layout: z.enum(layoutNames), sessions: z.int() })),
  projects: z.array(z.object({ project: z.string(), made: z.boolean() })),
  /** Those that something is written to or noted of. */
  sessions: z.array(
    z.object({
      project: z.string(),
      session: z.string(),
      /** As the source calls it. */
      named: z.string(),
      made: z.boolean(),
      /** Where it is noted what was taken over. */
      note: z.string(),
    }),
  ),
  /** Taken over, or with a dry run what would be. */
  documents: z.array(
    z.object({
      project: z.string(),
      session: z.string().nullable(),
      document: z.string(),
      /** Null where the document is not in the working tree. */
      path: z.string().nullable(),
      /** The same for people. */
      place: z.string(),
      layout: z.enum(layoutNames),
      from: z.array(z.string()),
      reason: z.string(),
    }),
  ),
  /** Files that belong to the workspace or a project rather than to a document. */
  created: z.array(z.string()),
  updated: z.array(z.string()),
  renamed: z.array(z.object({ what: z.enum(["project", "session"]), from: z.string(), to: z.string() })),
  /** Two places say different things, and a person settles it. */
  drift: z.array(difference),
  /** A file and the database say different things; the file holds. */
  overruled: z.array(difference),
  problems: z.array(
    z.object({
      code: z.enum(problemCodes),
      path: z.string(),
      line: z.int().nullable(),
      message: z.string(),
    }),
  ),
  /** Files of a layout that become no document, and why. */
  left: z.array(z.object({ path: z.string(), reason: z.string() })),
  remarks: z.array(z.string()),
  /** The sessions that this clone is pointed at. */
  pointers: z.array(z.object({ project: z.string(), session: z.string() })),
  /** Files of one clone that git tracks, and what takes them out of its index. */
  views: z.object({
    tracked: z.array(z.string()),
    command: z.string().nullable(),
    untracked: z.boolean(),
  }),
  summary: z.object({
    sessions: z.int(),
    documents: z.int(),
    drift: z.int(),
    problems: z.int(),
  }),
  next: z.string(),
});

export const migrationResults = { migration: MigrationResult };
