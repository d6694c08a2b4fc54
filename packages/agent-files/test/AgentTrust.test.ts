import { describe, expect, it } from "@jest/globals";
import { agentTrust, type UserSurroundings } from "../src/index.ts";

const user = (
  files: Readonly<Record<string, string>>,
  environment: UserSurroundings["environment"] = {},
): UserSurroundings => ({
  root: "/work/shop",
  home: "/home/ada",
  environment,
  text: (path) => files[path] ?? null,
});

const trustIn = (
  agent: Parameters<typeof agentTrust>[0],
  files: Readonly<Record<string, string>>,
  environment: UserSurroundings["environment"] = {},
) => agentTrust(agent, user(files, environment)).trust;

describe("Claude Code", () => {
  const accepted = (folder: string) =>
    JSON.stringify({ projects: { [folder]: { hasTrustDialogAccepted: true } } });

  it("trusts a folder that was accepted, and all below it", () => {
    expect(trustIn("claude", { "/home/ada/.claude.json": accepted("/work/shop") })).toBe("trusted");
    expect(trustIn("claude", { "/home/ada/.claude.json": accepted("/work") })).toBe("trusted");
    expect(trustIn("claude", { "/c/.claude.json": accepted("/work") }, { CLAUDE_CONFIG_DIR: "/c" })).toBe(
      "trusted",
    );
  });

  it("does not ask elsewhere when it prints", () => {
    expect(trustIn("claude", {})).toBe("not-asked");
    expect(trustIn("claude", { "/home/ada/.claude.json": accepted("/work/shopping") })).toBe("not-asked");
    expect(trustIn("claude", { "/home/ada/.claude.json": "{ torn" })).toBe("not-asked");
  });
});

describe("Codex", () => {
  const project = '[projects."/work/shop"]\ntrust_level = "trusted"\n';
  const hook = '[hooks.state."/work/shop/.codex/hooks.json:pre_tool_use:0:0"]\ntrusted_hash = "sha256:1"\n';
  const file = "/home/ada/.codex/config.toml";

  it("runs hooks where the folder and the hook are trusted", () => {
    expect(trustIn("codex", { [file]: project + hook })).toBe("trusted");
    expect(trustIn("codex", { "/c/config.toml": project + hook }, { CODEX_HOME: "/c" })).toBe("trusted");
  });

  it.each([
    ["no file", {}],
    ["a folder alone", { [file]: project }],
    ["a folder that is refused", { [file]: project.replace('"trusted"', '"untrusted"') + hook }],
    ["a hook alone", { [file]: hook }],
    ["a hook that is off", { [file]: `${project + hook}enabled = false\n` }],
    ["another folder", { [file]: project.replace("shop", "shopping") + hook }],
  ])("skips them with %s", (_, files) => {
    expect(trustIn("codex", files)).toBe("untrusted");
  });

  it("is unknown where its file is torn", () => {
    expect(trustIn("codex", { [file]: "[projects" })).toBe("unknown");
  });
});

describe("Copilot", () => {
  it.each(["trusted_folders", "trustedFolders"])("trusts what its %s lists, and all below it", (key) => {
    const listing = (folder: string) => ({
      "/home/ada/.copilot/config.json": JSON.stringify({ [key]: [folder] }),
    });
    expect(trustIn("copilot", listing("/work/"))).toBe("trusted");
    expect(trustIn("copilot", listing("/work/shop"))).toBe("trusted");
    expect(trustIn("copilot", listing("/work/sho"))).toBe("untrusted");
    expect(trustIn("copilot", {})).toBe("untrusted");
  });
});

describe("Gemini CLI", () => {
  const says = (rules: Readonly<Record<string, string>>) =>
    trustIn("gemini", { "/home/ada/.gemini/trustedFolders.json": JSON.stringify(rules) });

  it("reads its rules by folder", () => {
    expect(says({ "/work/shop": "TRUST_FOLDER" })).toBe("trusted");
    expect(says({ "/work": "TRUST_FOLDER" })).toBe("trusted");
    expect(says({ "/work/other": "TRUST_PARENT" })).toBe("trusted");
    expect(says({ "/work": "TRUST_FOLDER", "/work/shop": "DO_NOT_TRUST" })).toBe("untrusted");
    expect(says({})).toBe("untrusted");
  });

  it("obeys its variable", () => {
    expect(trustIn("gemini", {}, { GEMINI_CLI_TRUST_WORKSPACE: "true" })).toBe("trusted");
  });
});

it("OpenCode asks nobody, and of Cursor nothing is known", () => {
  expect(trustIn("opencode", {})).toBe("not-asked");
  expect(trustIn("cursor", {})).toBe("unknown");
});
