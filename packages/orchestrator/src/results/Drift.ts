/** What the commands about drift answer with: an acknowledgement, and what changed below a stage. */
import * as z from "zod";
import { result, stageName } from "./Common.ts";

const of = z.union([stageName, z.literal("parent")]);

export const AcknowledgementResult = result("acknowledgement", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  /** A stage of this session, or `parent`: the stage of the same name there. */
  of,
  /** The parent's id, where it is about the parent. */
  parent: z.string().nullable(),
  /** Titles of the sections that had changed; the empty string is what stands before the first. */
  sections: z.array(z.string()),
  by: z.object({ name: z.string(), kind: z.enum(["human", "agent"]) }),
  reason: z.string().nullable(),
  unchanged: z.boolean(),
  next: z.string(),
});

export const StageDiffResult = result("stage-diff", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  /** Who signed the stage; null where nobody did, and then nothing is known but of the parent. */
  signedOff: z.object({ by: z.string(), kind: z.enum(["human", "agent"]), at: z.string() }).nullable(),
  of: z.array(
    z.object({
      /** A stage of this session, or `parent`: the stage of the same name there. */
      of,
      session: z.string(),
      stage: stageName,
      path: z.string().nullable(),
      /** Empty where nothing changed. */
      sections: z.array(
        z.object({
          /** The empty string is what stands before the first section. */
          section: z.string(),
          change: z.enum(["changed", "added", "removed"]),
          /** With its heading and LF line ends; null where there was none, or where it was not found. */
          before: z.string().nullable(),
          after: z.string().nullable(),
          /** Hunks of a unified diff; null where `before` is not known or the texts have too little in common. */
          patch: z.string().nullable(),
        }),
      ),
      /** Where the texts of before were found: kept by this clone, or in git; null where one is missing or none is wanted. */
      found: z.enum(["kept", "git"]).nullable(),
      /** Why a text is missing, as a sentence. */
      why: z.string().nullable(),
    }),
  ),
});

export const driftResults = {
  acknowledgement: AcknowledgementResult,
  "stage-diff": StageDiffResult,
};
