/** One document, shown or written. */
import * as z from "zod";
import { result, stageName } from "./Common.ts";

export const ArtifactResult = result("artifact", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  path: z.string().nullable(),
  digest: z.string(),
  content: z.string(),
});

export const ArtifactChangeResult = result("artifact-change", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  path: z.string().nullable(),
  digest: z.string(),
  previous: z.string().nullable(),
  unchanged: z.boolean(),
});

export const artifactResults = {
  artifact: ArtifactResult,
  "artifact-change": ArtifactChangeResult,
};
