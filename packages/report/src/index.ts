export type { Exported } from "./Exported.ts";
export { reportHtml } from "./reportHtml.ts";
export { reportMarkdown } from "./reportMarkdown.ts";
