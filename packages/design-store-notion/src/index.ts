export * as NotionDesignStore from "./NotionDesignStore.ts";
