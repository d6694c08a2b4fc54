/** Everything a new project is made of, as values: nothing here reads or writes. */
import { type AgentRegistry, printRegistry } from "@idse/agent-registry";
import type { Change, NonEmpty } from "@idse/design-store";
import {
  blueprintSession,
  type DocumentRef,
  printJson,
  printJsonLike,
  readJson,
} from "@idse/pipeline-artifacts";
import { isRemote, layout, pathOf, projectPaths, type StoreSettings } from "@idse/project-workspace";
import * as z from "zod";
import { newSessionChanges } from "../../NewSession.ts";
import { type WorkspaceFile, workspaceTexts } from "../../WorkspaceTexts.ts";
import { answerMarkers } from "./Guided.ts";

export interface ProjectPlanInput {
  readonly project: string;
  readonly stack: string;
  readonly registry: AgentRegistry;
  readonly owner: string;
  readonly at: string;
  readonly uid: () => string;
  /** Answers for the intent, in the order of `guidedQuestions`. */
  readonly answers: ReadonlyArray<string>;
  /** A repository's own template of a stage, or null. */
  readonly template: Parameters<typeof newSessionChanges>[0]["template"];
}

const put = (ref: DocumentRef, content: string): Change => ({ _tag: "Put", ref, content, expect: "absent" });

/** The documents of a project: identity, agents, and the blueprint with its seven documents. */
export const projectDocuments = (input: ProjectPlanInput): NonEmpty<Change> => {
  const { project, stack, at } = input;
  const session = newSessionChanges({
    project,
    id: blueprintSession,
    name: project,
    type: "blueprint",
    stack,
    owner: input.owner,
    description: null,
    parent: null,
    at,
    uid: input.uid(),
    template: input.template,
  });
  return [
    put(
      { project, session: null, kind: "project" },
      printJson({ name: project, uid: input.uid(), stack, created_at: at }),
    ),
    put({ project, session: null, kind: "registry" }, printRegistry(input.registry)),
    ...session.map((change) =>
      change._tag === "Put" && change.ref.kind === "intent"
        ? { ...change, content: answerMarkers(change.content, input.answers) }
        : change,
    ),
  ];
};

/** Documents as the files they are under the default store. */
export const asFiles = (changes: ReadonlyArray<Change>): ReadonlyArray<WorkspaceFile> =>
  changes.flatMap((change) =>
    change._tag === "Put" ? [{ path: pathOf(change.ref), content: change.content }] : [],
  );

/** What a clone keeps of a project beside its documents. */
export const cloneFiles = (project: string): ReadonlyArray<WorkspaceFile> => [
  { path: projectPaths(project).currentSession, content: `${blueprintSession}\n` },
];

const ignored = [
  "# Views and caches of one clone.",
  "/.local/",
  "/.clone/",
  "/projects/CURRENT_PROJECT",
  "/projects/*/CURRENT_SESSION",
  "/projects/*/session_state.json",
  "/projects/*/sessions/__blueprint__/metadata/meta.md",
  "",
].join("\n");

/** What belongs to the workspace and not to one project. */
export const workspaceFiles = (store: StoreSettings): ReadonlyArray<WorkspaceFile> => [
  {
    path: layout.config,
    content: printJson({ schema_version: 1, store, validation: { scope: "session", strict: false } }),
  },
  { path: layout.ignore, content: ignored },
  ...workspaceTexts(),
];

/** The settings with one more project; those of files need not name any. */
export const withProject = (store: StoreSettings, project: string): StoreSettings =>
  isRemote(store) ? { ...store, projects: [...store.projects, project].sort() } : store;

const ConfigWithProjects = z.looseObject({
  store: z.looseObject({ projects: z.array(z.string()).default([]) }),
});

/** A configuration that names one more project, all else in it as it was. */
export const configWithProject = (text: string, project: string): string => {
  const read = readJson(text, ConfigWithProjects);
  if (!read.ok) throw new Error("a configuration that was read before can be read again");
  const { store } = read.value;
  return printJsonLike(text, {
    ...read.value,
    store: { ...store, projects: [...store.projects, project].sort() },
  });
};
