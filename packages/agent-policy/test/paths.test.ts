/** Where a path leads, in as many ways as it can be written. */
import { describe, expect, it } from "@jest/globals";
import { placesOf } from "../src/Place.ts";
import { facts, implementation, planning, write } from "./support.ts";

const session = ".idse/projects/demo/sessions/checkout";
const cased = { caseInsensitive: true };

describe("a file that is written", () => {
  it.each([
    ["/repo/src/x.ts", "planning-write", "allow"],
    ["src/x.ts", "planning-write", "allow"],
    ["/elsewhere/x", "planning-write", "allow"],
    ["/repo", "planning-write", "allow"],
    [`${session}/specs/spec.md`, "allow", "signed-off"],
    [`./${session}//specs/./spec.md`, "allow", "signed-off"],
    [`src/../${session}/specs/spec.md`, "allow", "signed-off"],
    [`../repo/${session}/specs/spec.md`, "allow", "signed-off"],
    [`/../../repo/${session}/specs/spec.md`, "allow", "signed-off"],
    [`file:///repo/${session}/specs/spec.md`, "allow", "signed-off"],
    [`/repo/${session.replaceAll("/", "\\")}\\specs\\spec.md`, "allow", "signed-off"],
    [`/link-to-repo/${session}/specs/spec.md`, "allow", "signed-off"],
    ["shortcut/sessions/checkout/specs/spec.md", "planning-write", "signed-off"],
    ["docs/current/spec.md", "planning-write", "allow"],
    ["docs/current/../../checkout/specs/spec.md", "planning-write", "signed-off"],
    ["out/x", "planning-write", "allow"],
    [`${session}/specs/Spec.md`, "planning-write", "allow"],
    [`${session}/specs/spec.md.bak`, "planning-write", "allow"],
    [`${session}/spec.md`, "planning-write", "allow"],
    [`${session}/plans/plan.md`, "allow", "allow"],
    [`${session}/tasks/tasks.md`, "allow", "allow"],
    [`${session}/implementation/README.md`, "allow", "allow"],
    [`${session}/feedback/feedback.md`, "allow", "allow"],
    [`${session}/metadata/state.json`, "sign-off", "sign-off"],
    [`${session}/metadata/narrative.md`, "sign-off", "sign-off"],
    [`src/${session}/specs/spec.md`, "planning-write", "allow"],
    [".idse/projects/demo/CURRENT_SESSION", "planning-write", "allow"],
    [".idse/projects/demo/agent_registry.json", "registry", "registry"],
    [".idse/projects/other/agent_registry.json", "registry", "registry"],
    ["shortcut/agent_registry.json", "registry", "registry"],
    ["test/fixtures/.idse/projects/demo/agent_registry.json", "planning-write", "allow"],
    ["agent_registry.json", "planning-write", "allow"],
    [".idse/constitution.json", "constitution", "constitution"],
    [".idse/governance/article-1.md", "constitution", "constitution"],
    [".idse/config.json", "configuration", "configuration"],
    ["ci/accepted.json", "baseline", "baseline"],
    [".claude/settings.json", "hooks", "hooks"],
    [".claude/settings.local.json", "hooks", "hooks"],
    [".claude/skills/x/SKILL.md", "planning-write", "allow"],
    ["/home/ada/.claude/settings.json", "hooks", "hooks"],
    [".codex/config.toml", "hooks", "hooks"],
    [".codex/hooks.json", "hooks", "hooks"],
    [".claude/hooks/guard.sh", "hooks", "hooks"],
    ["/home/ada/.copilot/hooks/x.json", "hooks", "hooks"],
    [".cursor/hooks/x.sh", "hooks", "hooks"],
    ["/home/ada/.gemini/trustedFolders.json", "hooks", "hooks"],
    ["opencode.jsonc", "hooks", "hooks"],
    [".opencode/opencode.json", "hooks", "hooks"],
    [".opencode/opencode.jsonc", "hooks", "hooks"],
    [".opencode/plugin/x.js", "hooks", "hooks"],
    ["/home/ada/.config/opencode/opencode.json", "hooks", "hooks"],
    [".idse/baseline.json", "baseline", "baseline"],
    [".github/hooks/any/x.json", "hooks", "hooks"],
    [".github/workflows/x.yml", "planning-write", "allow"],
    [".cursor/hooks.json", "hooks", "hooks"],
    [".cursor/rules/x.mdc", "planning-write", "allow"],
    [".gemini/settings.json", "hooks", "hooks"],
    ["opencode.json", "hooks", "hooks"],
    [".opencode/plugins/x.js", "hooks", "hooks"],
    [".git/hooks/pre-commit", "git-hooks", "git-hooks"],
    [".git/config", "git-hooks", "git-hooks"],
    [".git/idse/base", "git-hooks", "git-hooks"],
  ])("%s", (path, ...expected) => {
    expect([write(path, planning), write(path, implementation)]).toEqual(expected);
  });

  it.each([
    [".IDSE/projects/demo/AGENT_REGISTRY.JSON", "registry"],
    [".idse/projects/demo/agent_registry.json.", "registry"],
    [".idse/projects/demo/agent_registry.json::$DATA", "registry"],
    [".idse/projects/demo/agent_regi\u017Ftry.json", "registry"],
    [".idse/projects/demo/agent_\u200bregistry.json", "registry"],
    [".Claude/Settings.JSON", "hooks"],
    [".idse/projects/demo/sessions/CHECKOUT/specs/SPEC.MD", "signed-off"],
    ["/REPO/.idse/projects/demo/sessions/checkout/specs/spec.md", "signed-off"],
    ["src/X.ts", "allow"],
  ])("on a disk that knows no case: %s", (path, expected) => {
    expect(write(path, facts("implementation", cased))).toBe(expected);
  });

  it("in planning mode is found on such a disk as well", () => {
    expect(write(".IDSE/Projects/demo/sessions/checkout/Specs/spec.md", facts("planning", cased))).toBe(
      "allow",
    );
  });

  it("counts from the folder that the agent stands in", () => {
    expect(write("spec.md", implementation, `/repo/${session}/specs`)).toBe("signed-off");
    expect(write("../../../agent_registry.json", implementation, `/repo/${session}/specs`)).toBe("registry");
  });

  it("counts from the root where no folder is said", () => {
    const [place] = placesOf("src/x.ts", null, planning);
    expect(place?.shown).toBe("src/x.ts");
  });

  it("is inside where the root itself is reached through a link", () => {
    const tree = { ...implementation, root: "/link-to-repo" };
    expect(write(`/link-to-repo/${session}/specs/spec.md`, tree)).toBe("signed-off");
    expect(write(`/repo/${session}/specs/spec.md`, tree)).toBe("signed-off");
  });
});
