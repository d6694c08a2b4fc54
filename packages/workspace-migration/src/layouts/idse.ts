/**
 * The predecessor's layout below `.idse/projects`, and the older ones of its agency: the same at the root of a
 * repository, sessions directly under a project, a tree of projects below each stage, and `<stage>/current`.
 */
import { blueprintSession, type Stage, stageAtPath, stages, stageTable } from "@idse/pipeline-artifacts";
import { refOfPath } from "@idse/project-workspace";
import type { Find, FindRole, Recogniser } from "../Find.ts";

/** The session that documents below `<stage>/current` are put into; they name none themselves. */
export const currentSession = "current";

const split = (path: string): readonly [string, string] => {
  const at = path.lastIndexOf("/");
  return [path.slice(0, at), path.slice(at + 1)];
};

const byFolder = new Map(
  stageTable.map(({ stage, path }) => {
    const [folder, name] = split(path);
    return [folder, { stage, name }] as const;
  }),
);
const stageFolders = [...byFolder.keys()].join("|");
const loose = new Map<string, Stage>(stages.map((stage) => [`${stage}.md`, stage]));

/** What stands in a project's folder and is no session. */
const notSessions = new Set(["sessions", "build", "metadata", "current"]);

const document = (kind: Stage): FindRole => ({ role: "document", kind, order: 0 });

const left = (reason: string): FindRole => ({ role: "left", reason });

/** A file of a session's own folder. */
const inSession = (session: string, inside: string): FindRole => {
  const stage = stageAtPath(inside) ?? loose.get(inside);
  if (stage !== undefined) return document(stage);
  if (inside === ".owner" || inside === "metadata/.owner") return { role: "owner" };
  if (inside === "metadata/session.json") return { role: "document", kind: "session", order: 0 };
  if (inside === "metadata/meta.md" && session === blueprintSession) return { role: "meta" };
  return left("it is none of a session's documents; copy it by hand where it is wanted");
};

/** Whether a folder directly under a project is a session: by what lies in it. A loose `plan.md` proves nothing there. */
const isSessionFile = (inside: string): boolean =>
  !loose.has(inside) && inSession("", inside).role !== "left";

export const idse: Recogniser = (path) => {
  const below = path.startsWith(".idse/");
  const rest = below ? path.slice(".idse/".length) : path;
  const find = (project: string | null, session: string | null, role: FindRole, agency = !below): Find => ({
    ...role,
    layout: agency ? "agency" : "predecessor",
    path,
    project,
    session,
    archived: false,
  });

  const [, project = "", inProject = ""] = /^projects\/([^/]+)\/(.+)$/.exec(rest) ?? [];
  if (project !== "") {
    const own = below ? refOfPath(path) : null;
    // The texts of a workspace of ours: state, narrative, claims.
    if (own !== null && own.kind !== "profile" && own.kind !== "project")
      return find(own.project, own.session, { role: "document", kind: own.kind, order: 0 });
    if (inProject === "CURRENT_SESSION") return find(project, null, { role: "pointer" });
    if (inProject === "session_state.json") return find(project, null, { role: "statuses" });
    if (inProject === "agent_registry.json")
      return find(project, null, { role: "document", kind: "registry", order: 0 });
    const [, session = "", inside = ""] = /^sessions\/([^/]+)\/(.+)$/.exec(inProject) ?? [];
    if (session !== "")
      return inside === "metadata/migration.json" ? null : find(project, session, inSession(session, inside));
    const [, direct = "", insideDirect = ""] = /^([^/]+)\/(.+)$/.exec(inProject) ?? [];
    return direct !== "" && !notSessions.has(direct) && isSessionFile(insideDirect)
      ? find(project, direct, inSession(direct, insideDirect), true)
      : null;
  }

  const rooted = new RegExp(`^(${stageFolders})/(?:projects/([^/]+)/sessions/([^/]+)|current)/(.+)$`).exec(
    rest,
  );
  if (rooted === null) return null;
  const [, folder = "", ofProject, session = currentSession, inside = ""] = rooted;
  const stage = byFolder.get(folder);
  const role =
    inside === stage?.name
      ? document(stage.stage)
      : inside === ".owner"
        ? ({ role: "owner" } as const)
        : left("it is not the document of its stage; copy it by hand where it is wanted");
  return find(ofProject ?? null, session, role, true);
};
