/** `idse mcp` for an agent: the built command line, and the clients of others. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import {
  answerOf,
  bin,
  edit,
  idse,
  jsonOf,
  read,
  runScript,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../../../cli/test/support.ts";
import { startLasting } from "../serve/serving.ts";
import { inspector, newer, older, type Talk } from "./clients.ts";

const names = [
  "status",
  "next",
  "read_artifact",
  "write_artifact",
  "validate",
  "create_session",
  "switch_session",
  "artifact_heads",
  "artifact_get",
  "artifact_commit",
];

const registry = ".idse/projects/demo/agent_registry.json";
const spec = "# Specification\n\n## Overview\n\nPeople pay by card.\n";

let repo = "";
beforeEach(() => {
  repo = workspace();
});

const digestOf = async ({ call }: Talk, stage = "spec"): Promise<string> =>
  (await call("read_artifact", { stage })).document.digest;

describe.each([
  ["the newer client, in the newest protocol", newer],
  ["the newer client, in that of 2025", (cwd: string) => newer(cwd, [], "legacy")],
  ["the older client", older],
])("idse mcp and %s", (_name, connect) => {
  it("answer with what the command prints, and fail with its error", async () => {
    const { tools, call } = await connect(repo);
    expect((await tools()).map(({ name }) => name)).toEqual(names);
    expect((await call("status")).document).toEqual(answerOf(repo, "status"));
    expect((await call("next", { stage: "plan" })).document).toEqual(
      answerOf(repo, "next", "--stage", "plan"),
    );
    expect((await call("validate")).document).toEqual(jsonOf(idse(["validate", "--json"], { cwd: repo })));
    expect((await call("read_artifact", { stage: "spec" })).document).toEqual(
      answerOf(repo, "artifact", "show", "--stage", "spec"),
    );
    const lost = await call("status", { session: "lost" });
    const printed = idse(["status", "--session", "lost", "--json"], { cwd: repo });
    expect([lost.isError, lost.document]).toEqual([true, jsonOf(printed)]);
  });

  it("write what was read, make a session, and find the documents as resources", async () => {
    const { call, resources, read: readResource } = await connect(repo);
    const { digest } = (await call("read_artifact", { stage: "spec" })).document;
    const changed = await call("write_artifact", { stage: "spec", content: spec, expect: digest });
    expect(changed).toMatchObject({ isError: false, document: { previous: digest, unchanged: false } });
    expect(read(join(sessionFolder(repo), stageFiles.spec))).toBe(spec);
    expect((await call("read_artifact", { stage: "spec" })).document).toMatchObject({
      digest: changed.document.digest,
      content: spec,
    });
    await call("create_session", { name: "checkout" });
    const uris = (await resources()).map(({ uri }) => uri);
    expect(uris).toHaveLength(14);
    const uri = "idse://demo/__blueprint__/spec";
    expect(uris).toContain(uri);
    expect(await readResource(uri)).toMatchObject([{ uri, mimeType: "text/markdown", text: spec }]);
    await expect(readResource("idse://demo/lost/spec")).rejects.toThrow(/There is no session "lost"/);
  });
});

describe("idse mcp", () => {
  it("sees the repository as it is at each call", async () => {
    const { call } = await newer(repo);
    const before = await digestOf({ call } as Talk);
    write(join(sessionFolder(repo), stageFiles.spec), spec);
    const stale = await call("write_artifact", { stage: "spec", content: "# Mine\n", expect: before });
    expect(stale).toMatchObject({ isError: true, document: { error: { code: "document-changed" } } });
    expect(read(join(sessionFolder(repo), stageFiles.spec))).toBe(spec);
    textOf(repo, "session", "create", "checkout");
    expect((await call("status")).document).toMatchObject({ session: { id: "checkout" } });
    write(join(repo, ".idse/config.json"), "{ torn");
    const torn = await call("status");
    expect(torn.document).toEqual(jsonOf(idse(["status", "--json"], { cwd: repo })));
    expect(torn.document.error.code).toBe("file-malformed");
  });

  it("begins where there is no workspace, and every tool says so until there is one", async () => {
    const cwd = temporaryFolder();
    const { tools, call, resources } = await newer(cwd);
    expect(await tools()).toHaveLength(names.length);
    expect(await resources()).toEqual([]);
    const printed = jsonOf(idse(["status", "--json"], { cwd }));
    expect(printed.error.code).toBe("workspace-not-found");
    const inputs: Readonly<Record<string, Record<string, unknown>>> = {
      read_artifact: { stage: "spec" },
      write_artifact: { stage: "spec", content: spec, expect: "absent" },
      switch_session: { session: "checkout" },
    };
    for (const name of names.slice(0, 7)) expect((await call(name, inputs[name])).document).toEqual(printed);
    // The contract of these has codes of its own.
    const heads = await call("artifact_heads", { project: "demo" });
    expect(heads.document.error).toEqual({
      code: "unavailable",
      message: `${printed.error.message} ${printed.error.hint}`,
    });
    textOf(cwd, "init");
    expect((await call("status")).document).toMatchObject({ kind: "status", project: "demo" });
  });

  it("answers the handshake although the store of the workspace never does", async () => {
    edit(join(repo, ".idse/config.json"), (text) =>
      JSON.stringify({
        ...JSON.parse(text),
        store: {
          kind: "artifact-core",
          projects: ["demo"],
          command: [process.execPath, "-e", "setInterval(() => {}, 1000)"],
        },
      }),
    );
    const { tools } = await newer(repo, [], "legacy");
    expect(await tools()).toHaveLength(names.length);
  });

  it("takes the project and the session as the command's options do", async () => {
    textOf(repo, "session", "create", "checkout");
    const { call } = await newer(repo, ["--session", "__blueprint__"]);
    expect((await call("status")).document).toMatchObject({
      session: { id: "__blueprint__" },
      resolvedBy: "flag",
    });
    expect((await call("status", { session: "checkout" })).document).toMatchObject({
      session: { id: "checkout" },
    });
    expect((await call("status", { project: "other" })).document).toMatchObject({
      error: { code: "project-not-found" },
    });
  });

  it("says nothing on standard output but the protocol, whatever it is asked", async () => {
    const child = startLasting(["mcp"], { cwd: repo });
    let said = "";
    child.process.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    child.process.stdin.end('nonsense\n{"jsonrpc":"2.0","id":1,"method":"no/such"}\n');
    expect(await child.ended).toBe(0);
    for (const line of said.trim().split("\n").filter(Boolean))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
  });
});

describe("idse mcp for an agent in its mode", () => {
  const signSpec = (): string =>
    textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "spec", "--status", "completed");

  beforeEach(() => {
    repo = workspace({ filled: true });
  });

  const hook = (tool: string, input: object, agent: string): string =>
    idse(["hook", "claude", "--agent", agent, "--project", "demo"], {
      cwd: repo,
      input: JSON.stringify({ cwd: repo, tool_name: `mcp__idse__${tool}`, tool_input: input }),
    }).stderr.trim();

  const serves = (agent: string): Promise<Talk> => newer(repo, ["--agent", agent, "--project", "demo"]);

  it("lets a planner write stage documents, and has no way to write anything else", async () => {
    const talk = await serves("claude-code");
    const { call } = talk;
    const written = await call("write_artifact", {
      stage: "spec",
      content: spec,
      expect: await digestOf(talk),
    });
    expect(written.isError).toBe(false);
    for (const stage of ["src/x.ts", "../../../../../src/x.ts"])
      expect(await call("write_artifact", { stage, content: "x", expect: "absent" })).toMatchObject({
        isError: true,
        document: { error: { code: "misuse" } },
      });
    expect(existsSync(join(repo, "src"))).toBe(false);
    expect((await call("create_session", { name: "checkout" })).isError).toBe(false);
  });

  it("keeps an implementer from what is signed off, in the very words of its hook", async () => {
    signSpec();
    const talk = await serves("gpt-codex");
    const before = trackedTreeOf(repo);
    const input = { stage: "spec", content: spec, expect: await digestOf(talk) };
    const denied = await talk.call("write_artifact", input);
    expect(denied).toMatchObject({
      isError: true,
      text: hook("write_artifact", input, "gpt-codex"),
      document: { kind: "error", error: { code: "denied", details: { rule: "signed-off" } } },
    });
    expect(denied.text).toContain("signed off");
    expect(trackedTreeOf(repo)).toEqual(before);
    const plan = { stage: "plan", content: "# Plan\n", expect: await digestOf(talk, "plan") };
    expect((await talk.call("write_artifact", plan)).isError).toBe(false);
  });

  it("asks about the document that is written, not about the one that a stray pointer names", async () => {
    signSpec();
    write(join(sessionFolder(repo, "empty"), "notes.md"), "No session.\n");
    write(join(repo, ".idse/projects/demo/CURRENT_SESSION"), "empty\n");
    const talk = await serves("gpt-codex");
    const denied = await talk.call("write_artifact", {
      stage: "spec",
      content: spec,
      expect: await digestOf(talk),
    });
    expect(denied.document).toMatchObject({ error: { code: "denied" } });
  });

  it("lets nobody set a rule aside, or past the guard by the tools of Artifact Core", async () => {
    const talk = await serves("claude-code");
    const content = `${spec}\n<!-- idse-waive article-3/one-title: because -->\n`;
    const waiver = { stage: "spec", content, expect: await digestOf(talk) };
    const waived = await talk.call("write_artifact", waiver);
    expect(waived.text).toBe(hook("write_artifact", waiver, "claude-code"));
    expect(waived.document.error.details).toEqual({ rule: "waiver" });
    const ref = { project: "demo", session: null, kind: "registry" };
    const before = read(join(repo, registry));
    const { documents } = (await talk.call("artifact_get", { refs: [ref] })).document;
    const put = { action: "put", ref, content: "{}", expect: { revision: documents[0].revision } };
    const commit = { changes: [put], operation: "operation" };
    const denied = await talk.call("artifact_commit", commit);
    expect(denied.document.error).toEqual({
      code: "rejected",
      message: hook("artifact_commit", commit, "claude-code"),
    });
    expect(denied.text).toContain("idse agents set-mode");
    expect(read(join(repo, registry))).toBe(before);
  });

  it("denies an agent that is in no registry, and follows a mode that is changed meanwhile", async () => {
    const nobody = await serves("nobody");
    const input = { stage: "spec", content: spec, expect: await digestOf(nobody) };
    expect(await nobody.call("write_artifact", input)).toMatchObject({
      text: hook("write_artifact", input, "nobody"),
      document: { error: { code: "denied" } },
    });
    expect((await nobody.call("status")).isError).toBe(false);
    signSpec();
    const talk = await serves("claude-code");
    textOf(repo, "agents", "set-mode", "claude-code", "implementation");
    expect((await talk.call("write_artifact", input)).document).toMatchObject({ error: { code: "denied" } });
    textOf(repo, "agents", "set-mode", "claude-code", "planning");
    expect((await talk.call("write_artifact", input)).isError).toBe(false);
  });
});

describe("the official inspector", () => {
  const inspect = (...args: ReadonlyArray<string>) =>
    runScript(inspector, ["--cli", process.execPath, bin, "mcp", ...args], { cwd: repo });

  it("lists the tools and calls status", () => {
    const list = inspect("--method", "tools/list");
    expect(list.code).toBe(0);
    // What is nullable in a published document is so here; nothing is said of the arguments.
    expect(list.stderr).toMatch(/^Schema portability: 0 errors/);
    const { stderr: details } = inspect("--method", "tools/list", "--strict");
    const places = Array.from(details.matchAll(/^ +Path: (\w+)/gm), ([, place]) => place);
    expect(new Set(places)).toEqual(new Set(["outputSchema"]));
    expect(jsonOf(list).tools.map(({ name }: { readonly name: string }) => name)).toEqual(names);
    const called = inspect("--method", "tools/call", "--tool-name", "status");
    expect([called.code, called.stderr]).toEqual([0, ""]);
    expect(jsonOf(called).structuredContent).toEqual(answerOf(repo, "status"));
  });
});
