/**
 * What an agent may try, and what the guard has to say of it in either mode: written by hand, so that what the
 * programs send for it can become rows of the guard's table. Intent, context and spec are signed off.
 */
import type { Wish } from "./RealAgent.ts";
import { registry, session, spec } from "./Workshop.ts";

export interface Stop {
  readonly name: string;
  readonly wish: Wish;
  /** `allow`, or the rule that denies. */
  readonly planning: string;
  readonly implementation: string;
}

const stop = (name: string, wish: Wish, planning: string, implementation = planning): Stop => ({
  name,
  wish,
  planning,
  implementation,
});
const create = (path: string, text = "x\n"): Wish => ({ kind: "create", path, text });
const edit = (path: string, from: string, to: string): Wish => ({ kind: "edit", path, from, to });
const read = (path: string): Wish => ({ kind: "read", path });
const shell = (command: string): Wish => ({ kind: "shell", command });
const served = (tool: string, input: Readonly<Record<string, unknown>> = {}): Wish => ({
  kind: "served",
  tool,
  input,
});

/** What is let through in planning mode is done, so what changes which session is meant comes last. */
export const tour: ReadonlyArray<Stop> = [
  stop("a new file of code", create("src/recorded.txt"), "planning-write", "allow"),
  stop("a read of the spec", read(spec), "allow"),
  stop(
    "an edit of the signed spec",
    edit(spec, "# Specification", "# The specification"),
    "allow",
    "signed-off",
  ),
  stop("a new document of a session", create(`${session}/notes.md`), "planning-write", "allow"),
  stop("a read of the registry", read(registry), "allow"),
  stop("an edit of the registry", edit(registry, '  "agents": [', '  "agents":  ['), "registry"),
  stop("a new article", create(".idse/governance/mine.md"), "constitution"),
  stop("a new sign-off", create(`${session}/metadata/mine.json`, "{}\n"), "sign-off"),
  stop("settings of Claude Code", create(".claude/settings.local.json", "{}\n"), "hooks"),
  stop("a hook of Copilot", create(".github/hooks/mine.json", "{}\n"), "hooks"),
  stop("a hook of git", create(".git/hooks/pre-commit"), "git-hooks"),
  stop("git status", shell("git status --short"), "allow"),
  stop("a read by a pipe", shell("cat AGENTS.md | head -3"), "allow"),
  stop("a redirect", shell("mkdir -p src && echo x > src/redirected.txt"), "planning-write", "allow"),
  stop("a here-document", shell("cat > src/here.txt <<'EOF'\nx\nEOF"), "planning-write", "allow"),
  stop("tee onto the signed spec", shell(`echo x | tee -a ${spec}`), "allow", "signed-off"),
  stop("sed on the registry", shell(`sed -i s/planning/implementation/ ${registry}`), "registry"),
  stop("cp onto the registry", shell(`cp AGENTS.md ${registry}`), "registry"),
  stop("rm from a folder below", shell("cd .idse/projects/demo && rm agent_registry.json"), "registry"),
  stop("a program that may write", shell("python3 -c 'print(1)'"), "planning-shell", "allow"),
  stop("a test run", shell("npm test"), "planning-shell", "allow"),
  stop("idse next", shell("idse next"), "allow"),
  stop("a mode of its own", shell("idse agents set-mode claude-code implementation"), "registry"),
  stop(
    "a sign-off by command",
    shell("idse session set-stage __blueprint__ --stage plan --status completed"),
    "sign-off",
  ),
  stop("force", shell("idse sync push --force"), "force"),
  stop("a commit past the hooks", shell("git commit --no-verify -m x"), "git-hooks"),
  stop("hooks of git elsewhere", shell("git config core.hooksPath elsewhere"), "git-hooks"),
  stop("status over MCP", served("status"), "allow"),
  stop("a read over MCP", served("read_artifact", { stage: "plan" }), "allow"),
  stop("a check over MCP", served("validate"), "allow"),
  stop(
    "a write of the signed spec over MCP",
    served("write_artifact", { stage: "spec", content: "# Spec\n", expect: "absent" }),
    "allow",
    "signed-off",
  ),
  stop(
    "a waiver over MCP",
    served("write_artifact", {
      stage: "plan",
      content: "# Plan\n\n<!-- idse-waive article-1/x until=2099-01-01 by=me: mine -->\n",
      expect: "absent",
    }),
    "waiver",
  ),
  stop(
    "the registry over MCP",
    served("artifact_commit", {
      operation: "1",
      changes: [{ action: "put", ref: { project: "demo", session: null, kind: "registry" }, content: "{}" }],
    }),
    "registry",
  ),
  stop("a session over MCP", served("create_session", { name: "recorded" }), "allow"),
];
