/** What a relative address in a document means where several documents stand in one page. */
import { type Anchor, fragmentAnchor, stageAnchor } from "./Anchor.ts";
import type { ExportedSession, ExportedStage } from "./Exported.ts";

/** The place in the page that an address names, as a document says it; null where the page does not hold it. */
export type Resolve = (address: string) => Anchor | null;

export type Resolver = (from: Pick<ExportedStage, "path">, own: Anchor) => Resolve;

export const resolverOf = (sessions: ReadonlyArray<ExportedSession>): Resolver => {
  const byPath = new Map<string, Anchor>();
  for (const { id, stages } of sessions)
    for (const { path, stage } of stages) if (path !== null) byPath.set(path, stageAnchor(id, stage));
  return ({ path }, own) =>
    (address) => {
      const hash = address.indexOf("#");
      const file = decoded(hash < 0 ? address : address.slice(0, hash));
      const fragment = hash < 0 ? "" : address.slice(hash + 1);
      const folder = path === null ? "" : path.slice(0, path.lastIndexOf("/"));
      const whole = file.startsWith("/") ? file.slice(1) : pathFrom(folder, file);
      const base = file === "" ? own : byPath.get(whole);
      if (base === undefined) return null;
      return fragment === "" ? base : fragmentAnchor(base, fragment);
    };
};

const pathFrom = (folder: string, address: string): string => {
  const parts: Array<string> = folder.split("/").filter(Boolean);
  for (const part of address.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
