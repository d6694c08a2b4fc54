export * as FilesystemDesignStore from "./FilesystemDesignStore.ts";
export * as NodeFiles from "./NodeFiles.ts";
export * as NodeProcessIdentity from "./NodeProcessIdentity.ts";
