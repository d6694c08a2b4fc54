/** What a server of ours offers over a store, in the order of its list. */
import type { DesignStoreService } from "@idse/design-store";
import type { Limits } from "@idse/design-store-artifact-core/Protocol";
import { artifactCoreTools, type Tool } from "@idse/mcp-server";

export const toolsOf = (store: DesignStoreService, limits?: Limits): ReadonlyArray<Tool> =>
  artifactCoreTools(store, limits);
