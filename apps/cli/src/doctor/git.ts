/** What git says of the workspace's files, by the `git` that is installed. Nothing is written. */
import type { GitFacts } from "@idse/orchestrator/use-cases/doctor/gitHealth";
import type { WorkspaceService } from "@idse/orchestrator/Workspace";
import { layout, projectPaths, workspaceFolder } from "@idse/project-workspace";
import { runGit } from "../git.ts";

const ask = (root: string, args: ReadonlyArray<string>, input = "") => {
  const { status, stdout, error } = runGit(root, args, { input });
  const lines = stdout.split(args.includes("-z") ? "\0" : "\n").filter((line) => line !== "");
  return { status, lines, error };
};

/** What belongs to one clone, as patterns that git reads. */
const viewPatterns = [
  `:(glob)${layout.currentProject}`,
  `:(glob)${layout.projects}/*/CURRENT_SESSION`,
  `:(glob)${layout.projects}/*/session_state.json`,
  `:(glob)${layout.projects}/*/sessions/__blueprint__/**/meta.md`,
  `:(glob)${layout.local}/**`,
];

/** One path for each kind of view, there or not. */
const viewsOf = ({ projects }: WorkspaceService): ReadonlyArray<string> => [
  `${layout.local}/cache`,
  ...projects
    .slice(0, 1)
    .flatMap((project) => [projectPaths(project).currentSession, projectPaths(project).sessionState]),
];

export const gitFacts = (workspace: WorkspaceService): GitFacts => {
  const { root } = workspace;
  const listed = ask(root, ["ls-files", "-z", "--", ...viewPatterns]);
  if (listed.error?.code === "ENOENT") return { answers: null, why: "Git is not installed here." };
  if (listed.status !== 0) return { answers: null, why: "The folder is in no git repository." };
  const views = viewsOf(workspace);
  const ignored = ask(root, ["check-ignore", "-z", "--stdin"], `${views.join("\0")}\0`).lines;
  const [hook = ""] = ask(root, ["rev-parse", "--git-path", "hooks/pre-commit"]).lines;
  return {
    why: "",
    answers: {
      tracked: listed.lines.filter((path) => path.startsWith(`${workspaceFolder}/`)),
      exposed: views.filter((path) => !ignored.includes(path) && !isGuardedByItself(workspace, path)),
      leavesOut: ask(root, ["check-ignore", "-q", "--no-index", layout.config]).status === 0,
      guarded: [fileIn(root, hook), workspace.readText(".pre-commit-config.yaml")].some(
        (text) => text !== null && /idse(\S* guard|-guard)/.test(text),
      ),
    },
  };
};

/** The clone's own folder brings a `.gitignore` of its own with it once it is made. */
const isGuardedByItself = ({ exists }: WorkspaceService, path: string): boolean =>
  path.startsWith(`${layout.local}/`) && !exists(layout.local);

const fileIn = (root: string, path: string): string | null => {
  const at = process.getBuiltinModule("node:path").resolve(root, path);
  try {
    return path === "" ? null : process.getBuiltinModule("node:fs").readFileSync(at, "utf8");
  } catch {
    return null;
  }
};
