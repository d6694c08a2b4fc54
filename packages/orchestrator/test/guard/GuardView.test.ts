/** The guard where documents are kept in another store: what this clone last saw decides, and nothing seen denies. */
import { describe, expect, it } from "@jest/globals";
import { type GuardedFiles, guardKnowledge } from "../../src/guard/GuardFacts.ts";
import { guardViewPath, printView, type SeenProject } from "../../src/guard/GuardView.ts";

const seen: SeenProject = {
  agents: [
    { id: "claude-code", mode: "planning" },
    { id: "gpt-codex", mode: "implementation" },
  ],
  signed: { __blueprint__: ["intent", "spec"], checkout: [] },
};

const repo = (texts: Readonly<Record<string, string>>): GuardedFiles => ({
  root: "/shop",
  caseInsensitive: false,
  text: (path) => texts[path] ?? null,
  folders: () => [],
  exists: (path) => path in texts,
  head: () => null,
  resolve: (path) => path,
});

const config = JSON.stringify({ store: { kind: "notion", projects: ["shop"] } });
const elsewhere = (view: string | null, pointer?: string) =>
  repo({
    ".idse/config.json": config,
    ...(view === null ? {} : { [guardViewPath]: view }),
    ...(pointer === undefined ? {} : { ".idse/projects/shop/CURRENT_SESSION": pointer }),
  });

const ask = (files: GuardedFiles, agent: string) =>
  guardKnowledge(files, { agent, usual: [], project: null, session: null, environment: {} });

describe("a guard over documents that are kept elsewhere", () => {
  const view = printView({ shop: seen });

  it("knows the agents and their modes as this clone last saw them", () => {
    expect(ask(elsewhere(view), "claude-code")).toMatchObject({
      ok: true,
      facts: { agent: "claude-code", mode: "planning", project: "shop", session: "__blueprint__" },
    });
    expect(ask(elsewhere(view, "checkout"), "gpt-codex")).toMatchObject({
      ok: true,
      facts: { mode: "implementation", session: "checkout" },
    });
  });

  it("knows what is signed off, and takes all for signed in a session that was not seen", () => {
    const { ok, facts } = ask(elsewhere(view), "gpt-codex");
    expect(ok).toBe(true);
    expect(facts.signedOff("shop", "__blueprint__", "spec")).toBe(true);
    expect(facts.signedOff("shop", "__blueprint__", "plan")).toBe(false);
    expect(facts.signedOff("shop", "another", "plan")).toBe(true);
    expect(facts.stageReached("shop", "__blueprint__")).toBe("context");
  });

  it.each([
    ["nothing was seen", null],
    ["what was seen is torn", "{"],
    ["what was seen is of another project", printView({ other: seen })],
  ])("denies and names the command where %s", (_, text) => {
    expect(ask(elsewhere(text), "claude-code")).toMatchObject({
      ok: false,
      problem: expect.stringContaining("idse next"),
    });
  });

  it("looks at no such view where documents are files", () => {
    const files = repo({ ".idse/config.json": "{}", [guardViewPath]: view });
    expect(ask({ ...files, folders: () => ["shop"] }, "claude-code").ok).toBe(false);
  });
});
