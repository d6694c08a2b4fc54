/** What the three tools of Artifact Core share: their published schemas, and what the upstream says of itself. */
import type { DesignStoreService } from "@idse/design-store";
import {
  type Announcement,
  announcementKey,
  contractVersion,
  type Limits,
  schemasOfTools,
  type ToolName,
  type ToolSchemas,
} from "@idse/design-store-artifact-core/Protocol";
import type { Tool } from "../Tool.ts";
import { defaultLimits } from "./limits.ts";

let schemas: ReturnType<typeof schemasOfTools> | undefined;

/** Made once: they are the same for every tenant. */
export const schemasOf = (tool: ToolName): ToolSchemas => {
  schemas ??= schemasOfTools();
  return schemas[tool];
};

export const announcementOf = (
  { capabilities: { cas, atomicCommit, changes, byteExact } }: Pick<DesignStoreService, "capabilities">,
  limits: Limits = defaultLimits,
): NonNullable<Tool["announces"]> => ({
  [announcementKey]: {
    version: contractVersion,
    capabilities: { cas, atomicCommit, changes, byteExact },
    limits,
  } satisfies Announcement,
});
