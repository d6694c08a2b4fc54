/** Every file of a new project, as values: nothing here reads or writes. */
import { type AgentRegistry, printRegistry } from "@idse/agent-registry";
import { blueprintSession, printJson } from "@idse/pipeline-artifacts";
import { layout, pathOf, projectPaths } from "@idse/project-workspace";
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

/** Below the project's folder: identity, agents, and the blueprint with its seven documents. */
export const projectFiles = (input: ProjectPlanInput): ReadonlyArray<WorkspaceFile> => {
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
    {
      path: pathOf({ project, session: null, kind: "project" }),
      content: printJson({ name: project, uid: input.uid(), stack, created_at: at }),
    },
    { path: pathOf({ project, session: null, kind: "registry" }), content: printRegistry(input.registry) },
    { path: projectPaths(project).currentSession, content: `${blueprintSession}\n` },
    ...session.flatMap((change) => {
      if (change._tag !== "Put") return [];
      const content =
        change.ref.kind === "intent" ? answerMarkers(change.content, input.answers) : change.content;
      return [{ path: pathOf(change.ref), content }];
    }),
  ];
};

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
export const workspaceFiles = (): ReadonlyArray<WorkspaceFile> => [
  {
    path: layout.config,
    content: printJson({
      schema_version: 1,
      store: { kind: "filesystem" },
      validation: { scope: "session", strict: false },
    }),
  },
  { path: layout.ignore, content: ignored },
  ...workspaceTexts(),
];
