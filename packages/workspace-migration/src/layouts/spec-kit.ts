/** GitHub Spec Kit: a folder of documents for each feature below `specs/`, and a constitution. */
import { blueprintSession, type Stage } from "@idse/pipeline-artifacts";
import type { Find, FindRole, Recogniser } from "../Find.ts";

/** A number of three digits or more, or a time, before the name. Without `.specify/` nothing else tells a feature. */
const numbered = /^(?:\d{3,}|\d{8}-\d{6})-./;

const documents: ReadonlyMap<string, readonly [Stage, number]> = new Map([
  ["spec.md", ["spec", 0]],
  ["research.md", ["context", 0]],
  ["plan.md", ["plan", 0]],
  ["data-model.md", ["plan", 1]],
  ["quickstart.md", ["plan", 3]],
  ["tasks.md", ["tasks", 0]],
]);

const roleOf = (inside: string): FindRole => {
  const known = documents.get(inside);
  if (known !== undefined) return { role: "document", kind: known[0], order: known[1] };
  if (/^contracts\/.+\.md$/.test(inside)) return { role: "document", kind: "plan", order: 2 };
  if (inside.startsWith("contracts/"))
    return {
      role: "left",
      reason: "a contract that is not markdown stays where it is; link to it from the plan",
    };
  if (inside.startsWith("checklists/"))
    return { role: "left", reason: "checklists are answered by rules here; see idse validate" };
  return { role: "left", reason: "Spec Kit gives it no place in a feature" };
};

export const specKit: Recogniser = (path, { specify }) => {
  const find = (session: string, role: FindRole): Find => ({
    ...role,
    layout: "spec-kit",
    path,
    project: null,
    session,
    archived: false,
  });
  if (path === ".specify/memory/constitution.md" || (specify && path === "memory/constitution.md"))
    return find(blueprintSession, { role: "document", kind: "context", order: 0 });
  const [, feature = "", inside = ""] = /^specs\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (feature === "" || feature === "projects" || feature === "current") return null;
  return specify || numbered.test(feature) ? find(feature, roleOf(inside)) : null;
};
