/** What a session's proposals made of the session it is built on. */
import * as z from "zod";
import { result, stageName } from "./Common.ts";

export const BlueprintMergeResult = result("blueprint-merge", {
  project: z.string(),
  session: z.string(),
  /** The session whose sections are changed. */
  parent: z.string(),
  dryRun: z.boolean(),
  by: z.string(),
  sections: z.array(
    z.object({
      stage: stageName,
      path: z.string().nullable(),
      section: z.string(),
      outcome: z.enum(["replaced", "appended", "unchanged"]),
      /** Hunks of a unified diff of the section; null where nothing changed or the texts have too little in common. */
      patch: z.string().nullable(),
    }),
  ),
  /** Everything stood there already. */
  unchanged: z.boolean(),
  next: z.string(),
});

export const blueprintResults = {
  "blueprint-merge": BlueprintMergeResult,
};
