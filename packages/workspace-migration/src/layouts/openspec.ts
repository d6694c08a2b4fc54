/** OpenSpec: what holds now below `openspec/specs`, and proposed and archived changes of it. */
import { blueprintSession, type Stage } from "@idse/pipeline-artifacts";
import type { Find, FindRole, Recogniser } from "../Find.ts";

const documents: ReadonlyMap<string, Stage> = new Map([
  ["proposal.md", "intent"],
  ["design.md", "plan"],
  ["tasks.md", "tasks"],
]);

const roleOf = (inside: string): FindRole => {
  const stage = documents.get(inside);
  if (stage !== undefined) return { role: "document", kind: stage, order: 0 };
  if (/^specs\/.+\.md$/.test(inside)) return { role: "document", kind: "spec", order: 0 };
  if (inside === ".openspec.yaml") return { role: "created" };
  return { role: "left", reason: "it is none of a change's documents; copy it by hand where it is wanted" };
};

const ofTheWhole: ReadonlyMap<string, FindRole> = new Map<string, FindRole>([
  ["project.md", { role: "document", kind: "context", order: 0 }],
  ["AGENTS.md", { role: "left", reason: "it instructs agents for OpenSpec; see idse generate-agent-files" }],
  [
    "config.yaml",
    {
      role: "left",
      reason: "it configures OpenSpec; what it says of the project belongs into the blueprint's context",
    },
  ],
]);

export const openSpec: Recogniser = (path) => {
  const [, rest = ""] = /^openspec\/(.+)$/.exec(path) ?? [];
  if (rest === "") return null;
  const find = (session: string, role: FindRole, archived = false): Find => ({
    ...role,
    layout: "openspec",
    path,
    project: null,
    session,
    archived,
  });
  const whole = ofTheWhole.get(rest);
  if (whole !== undefined) return find(blueprintSession, whole);
  if (/^specs\/.+\/spec\.md$/.test(rest))
    return find(blueprintSession, { role: "document", kind: "spec", order: 0 });
  const [, archive, change = "", inside = ""] = /^changes\/(archive\/)?([^/]+)\/(.+)$/.exec(rest) ?? [];
  if (change !== "" && !(archive === undefined && change === "archive"))
    return find(change, roleOf(inside), archive !== undefined);
  return find(blueprintSession, { role: "left", reason: "OpenSpec gives it no place in a change" });
};
