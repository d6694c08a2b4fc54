/** Sections that several open sessions work on. */
import * as z from "zod";
import { result, stageName } from "./Common.ts";

const how = z.enum(["cites", "changes"]);

export const OverlapResult = result("overlap", {
  project: z.string(),
  /** The one session that was asked about, or null. */
  session: z.string().nullable(),
  overlaps: z.array(
    z.object({
      base: z.object({ project: z.string(), session: z.string() }),
      stage: stageName,
      section: z.string(),
      sessions: z.array(
        z.object({
          session: z.string(),
          owner: z.string().nullable(),
          status: z.string().nullable(),
          /** `changes` where any of its places does. */
          how,
          places: z.array(
            z.object({ stage: stageName, path: z.string().nullable(), line: z.int(), column: z.int(), how }),
          ),
        }),
      ),
    }),
  ),
  /** What was looked at: open sessions as they stand on this branch, and on no other. */
  seen: z.object({ openSessions: z.int(), branch: z.string().nullable() }),
});

export const overlapResults = {
  overlap: OverlapResult,
};
