/** What of a document's tree tells a reader something. */
import type { Nodes } from "mdast";

const silent: ReadonlyArray<string> = ["heading", "yaml", "toml", "definition", "thematicBreak"];

const comments = /<!--[\s\S]*?(?:-->|$)/g;

/** Headings, rules, link definitions, front matter and comments alone say nothing; other HTML does. */
export const saysSomething = (node: Nodes): boolean =>
  node.type === "html" ? node.value.replace(comments, "").trim() !== "" : !silent.includes(node.type);
