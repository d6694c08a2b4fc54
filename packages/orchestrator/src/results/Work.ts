/** What one who takes up the work is told. */
import * as z from "zod";
import {
  agentRef,
  finding,
  nextStep,
  resolvedBy,
  result,
  stageName,
  stageStatus,
  staleBecause,
} from "./Common.ts";

export const WorkPacketResult = result("work-packet", {
  project: z.string(),
  session: z.string(),
  stage: stageName.nullable(),
  state: stageStatus.nullable(),
  /** Who takes the stage, and the mode it is in now. */
  agent: agentRef.nullable(),
  /** There is nothing to do; `message` says why. */
  done: z.boolean(),
  message: z.string().nullable(),
  /** Stages before it that are not completed. */
  waitsFor: z.array(stageName),
  staleBecause,
  read: z.array(
    z.object({
      session: z.string(),
      stage: stageName,
      path: z.string().nullable(),
      digest: z.string(),
    }),
  ),
  write: z.array(z.object({ stage: stageName, path: z.string().nullable(), digest: z.string().nullable() })),
  /** What is to stay as it is; `path` is null where it is not one path of the working tree. */
  leave: z.array(z.object({ what: z.string(), path: z.string().nullable(), because: z.string() })),
  findings: z.array(finding),
  definitionOfDone: z.string().nullable(),
  commands: z.array(z.string()),
  /** What a person runs once it is done. */
  signOff: z.string().nullable(),
  resolvedBy,
});

/** All is null and the text empty where there is no workspace. */
export const PrimeResult = result("prime", {
  project: z.string().nullable(),
  session: z.string().nullable(),
  /** The agent that is told, and the mode it is in now. */
  agent: agentRef.nullable(),
  next: nextStep.nullable(),
  /** What it is told, at most 1 500 bytes. */
  text: z.string(),
});

export const workResults = {
  "work-packet": WorkPacketResult,
  prime: PrimeResult,
};
