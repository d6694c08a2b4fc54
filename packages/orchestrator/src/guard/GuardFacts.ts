/**
 * What the guard has to know of a repository, read from its files: who the agent is, in which mode, and what is
 * signed off. The same for the hook of every agent, for git and for CI. It runs before every tool of every agent, so
 * it is plain functions over JSON and loads neither a schema nor a runtime; a file that is not as it should be is a
 * problem, and whoever asks denies.
 */
import type { Facts } from "@idse/agent-policy";
import type { AgentMode } from "@idse/agent-registry";
import { isReadableName, type Stage, stageDefinition, stages } from "@idse/pipeline-artifacts";
import {
  branchOfHead,
  layout,
  projectMeant,
  projectPaths,
  readPointer,
  sessionFolder,
  sessionMeant,
} from "@idse/project-workspace";
import { guardViewPath, viewIn, withView } from "./GuardView.ts";

/** The files of one repository. Paths are from its root, with `/`. */
export interface GuardedFiles {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly caseInsensitive: boolean;
  /** Null where nothing is there. Throws where it cannot be read. */
  readonly text: (path: string) => string | null;
  readonly folders: (path: string) => ReadonlyArray<string>;
  readonly exists: (path: string) => boolean;
  /** What git's HEAD says, or null. */
  readonly head: () => string | null;
  /** As `Facts` has it, of absolute paths. */
  readonly resolve: (path: string) => string;
}

export interface GuardQuestion {
  /** The agent's id in the registry; null: the first of these that is in it. */
  readonly agent: string | null;
  readonly usual: ReadonlyArray<string>;
  readonly project: string | null;
  readonly session: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type GuardKnowledge =
  | { readonly ok: true; readonly facts: Facts }
  /** Sentences for a person, with facts enough to word a denial. */
  | { readonly ok: false; readonly problem: string; readonly facts: Facts };

class Unusable extends Error {}

const objectIn = (text: string, path: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Unusable(`${path} is not a JSON object.`);
};

const objectAt = (files: GuardedFiles, path: string): Readonly<Record<string, unknown>> | null => {
  const text = files.text(path);
  return text === null ? null : objectIn(text, path);
};

const isMode = (value: unknown): value is AgentMode =>
  value === "planning" || value === "implementation" || value === "by-stage";

const agentIn = (
  files: GuardedFiles,
  project: string,
  { agent, usual }: GuardQuestion,
): { readonly id: string; readonly mode: AgentMode } => {
  const path = projectPaths(project).registry;
  const registry = objectAt(files, path);
  if (registry === null) throw new Unusable(`There is no ${path}.`);
  const entries = Array.isArray(registry.agents) ? (registry.agents as ReadonlyArray<unknown>) : [];
  const ids = agent === null ? usual : [agent];
  for (const entry of entries) {
    if (typeof entry !== "object" || entry === null) continue;
    const { id, mode } = entry as { readonly id?: unknown; readonly mode?: unknown };
    if (typeof id !== "string" || !ids.includes(id)) continue;
    if (!isMode(mode)) throw new Unusable(`The mode of ${id} in ${path} is none.`);
    return { id, mode };
  }
  throw new Unusable(
    `The agent ${ids[0] ?? ""} is not in ${path}. Add it: idse agents add ${ids[0] ?? "ID"}.`,
  );
};

/** Stages that somebody signed off, by session; each state is read once. */
const signOffsIn = (files: GuardedFiles) => {
  const known = new Map<string, ReadonlySet<Stage> | null>();
  return (project: string, session: string): ReadonlySet<Stage> | null => {
    const key = `${project}/${session}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const safe = isReadableName(project) && isReadableName(session);
    const state = safe ? objectAt(files, `${sessionFolder(project, session)}/metadata/state.json`) : null;
    const records = state?.stages as Readonly<Record<string, { readonly sign_off?: unknown }>> | undefined;
    const found =
      records === undefined ? null : new Set(stages.filter((stage) => records[stage]?.sign_off != null));
    known.set(key, found);
    return found;
  };
};

const environmentOf = ({ environment }: GuardQuestion, name: string): string | null =>
  environment[name] || null;

const projectOf = (files: GuardedFiles, question: GuardQuestion, configured: string | null): string => {
  const projects = [...files.folders(layout.projects)].filter(isReadableName).sort();
  const pointer = files.text(layout.currentProject);
  const answer = projectMeant({
    flag: question.project,
    environment: environmentOf(question, "IDSE_PROJECT"),
    pointer: pointer === null ? null : readPointer(pointer),
    configured,
    projects,
  });
  if (answer._tag === "Chosen") return answer.project;
  throw new Unusable(
    answer._tag === "Unknown"
      ? `There is no project ${answer.name} here.`
      : "It is not said which project this is about.",
  );
};

/** As everywhere, a folder with one of these is a session, and another folder is none. */
const tellingFiles = ["metadata/session.json", stageDefinition("intent").path];

const sessionOf = (files: GuardedFiles, question: GuardQuestion, project: string): string | null => {
  const head = files.head();
  const answer = sessionMeant({
    flag: question.session,
    environment: environmentOf(question, "IDSE_SESSION"),
    pointer: files.text(projectPaths(project).currentSession),
    branch: head === null ? null : branchOfHead(head),
    exists: (name) => tellingFiles.some((file) => files.exists(`${sessionFolder(project, name)}/${file}`)),
  });
  return answer._tag === "Chosen" ? answer.choice.session : null;
};

/** As much as words a denial, where nothing more is known. */
const strictest = (files: GuardedFiles, { agent, usual, project }: GuardQuestion): Facts => ({
  root: files.root,
  caseInsensitive: files.caseInsensitive,
  resolve: files.resolve,
  agent: agent ?? usual[0] ?? "the agent",
  mode: "planning",
  project: project ?? "PROJECT",
  session: null,
  stageReached: () => null,
  signedOff: () => true,
});

interface Seen {
  readonly files: GuardedFiles;
  /** The kind of the store; null where documents are files. */
  readonly elsewhere: string | null;
}

/** Where documents are kept elsewhere, the files with what this clone last saw of them. */
const asSeen = (files: GuardedFiles, config: Readonly<Record<string, unknown>>): Seen => {
  const store = config.store as { readonly kind?: unknown; readonly projects?: unknown } | undefined;
  if (typeof store?.kind !== "string" || store.kind === "filesystem") return { files, elsewhere: null };
  const names = Array.isArray(store.projects) ? (store.projects as ReadonlyArray<unknown>) : [];
  const projects = names.filter((name): name is string => typeof name === "string");
  return { files: withView(files, projects, viewIn(files.text(guardViewPath))), elsewhere: store.kind };
};

const factsFrom = (onDisk: GuardedFiles, question: GuardQuestion): Facts => {
  const config = objectAt(onDisk, layout.config) ?? {};
  const { files, elsewhere } = asSeen(onDisk, config);
  const configured = typeof config.default_project === "string" ? config.default_project : null;
  const validation = config.validation as { readonly baseline?: unknown } | undefined;
  const project = projectOf(files, question, configured);
  if (elsewhere !== null && files.text(projectPaths(project).registry) === null)
    throw new Unusable(
      `The documents are kept in ${elsewhere}, and this clone has not seen yet who may do what. Run: idse next.`,
    );
  const { id, mode } = agentIn(files, project, question);
  const signOffs = signOffsIn(files);
  return {
    ...strictest(files, question),
    agent: id,
    mode,
    project,
    session: sessionOf(files, question, project),
    stageReached: (of, session) => {
      const signed = signOffs(of, session);
      return signed === null ? null : (stages.find((stage) => !signed.has(stage)) ?? "feedback");
    },
    // Of a session elsewhere that was not seen, nothing is known to be open.
    signedOff: (of, session, stage) => signOffs(of, session)?.has(stage) ?? elsewhere !== null,
    textOf: onDisk.text,
    baseline: typeof validation?.baseline === "string" ? validation.baseline : null,
  };
};

/**
 * The work of a session has reached the first stage that nobody signed off. Lookups of the facts read files when they
 * are asked, and throw where one cannot be read.
 */
export const guardKnowledge = (files: GuardedFiles, question: GuardQuestion): GuardKnowledge => {
  try {
    return { ok: true, facts: factsFrom(files, question) };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { ok: false, problem: error.message, facts: strictest(files, question) };
  }
};
