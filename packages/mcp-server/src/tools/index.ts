/** The three tools of Artifact Core over any store. */
import type { DesignStoreService } from "@idse/design-store";
import type { Limits } from "@idse/design-store-artifact-core/Protocol";
import type { Tool } from "../Tool.ts";
import { artifactCommit } from "./artifact-commit.ts";
import { artifactGet } from "./artifact-get.ts";
import { artifactHeads } from "./artifact-heads.ts";
import { defaultLimits } from "./limits.ts";

export const artifactCoreTools = (
  store: DesignStoreService,
  limits: Limits = defaultLimits,
): ReadonlyArray<Tool> => [
  artifactHeads(store, limits),
  artifactGet(store, limits),
  artifactCommit(store, limits),
];
