export * as ArtifactCoreDesignStore from "./ArtifactCoreDesignStore.ts";
export * as Protocol from "./Protocol.ts";
