/** What `validate --fix` answers with. */
import * as z from "zod";
import { result, stageName } from "./Common.ts";

export const FixResult = result("fix", {
  /** False for a preview: nothing was written. */
  applied: z.boolean(),
  documents: z.array(
    z.object({
      project: z.string(),
      session: z.string(),
      stage: stageName,
      path: z.string().nullable(),
      fixes: z.array(z.object({ rule: z.string(), line: z.int().nullable(), title: z.string() })),
      /** Fixes that wait for another run, since one of these changes the same place. */
      skipped: z.int(),
      /** A unified diff. */
      diff: z.string(),
    }),
  ),
  summary: z.object({ documents: z.int(), fixes: z.int(), skipped: z.int() }),
});

export const fixResults = {
  fix: FixResult,
};
