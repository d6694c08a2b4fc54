/** The sections a stage builds on, packed into a budget of tokens. */
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  idse,
  jsonOf,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
} from "../support.ts";

describe("idse context", () => {
  it("prints sections with their places and the count, the same bytes every time, and writes nothing", () => {
    const repo = workspace({ filled: true });
    const before = trackedTreeOf(repo);
    const text = textOf(repo, "context", "--stage", "plan");
    const folder = ".idse/projects/demo/sessions/__blueprint__";
    expect(text).toMatch(new RegExp(`^=== ${folder}/specs/spec\\.md:\\d+-\\d+\\n## `));
    expect(text).toContain(`\n=== ${folder}/contexts/context.md:`);
    expect(text).toMatch(/\nAbout \d+ of 4000 tokens \(estimated\)\.\n$/);
    expect(textOf(repo, "context", "--stage", "plan")).toBe(text);
    expect(trackedTreeOf(repo)).toEqual(before);
    const { stdout } = idse(["context", "--stage", "plan", "--format", "json"], { cwd: repo });
    const value = JSON.parse(stdout);
    expect(value.estimatedTokens).toBe(Number(/About (\d+)/.exec(text)?.[1]));
    expect(value.estimatedTokens).toBeGreaterThanOrEqual(Math.ceil(Buffer.byteLength(text) / 3));
  });

  it("says what was left out and what budget holds all of it", () => {
    const repo = workspace({ filled: true });
    const text = textOf(repo, "context", "--stage", "plan", "--budget", "250");
    const [, left, command] = /Left out: (\d+) sections\. All of it: idse (context .+)\n$/.exec(text) ?? [];
    expect(Number(left)).toBeGreaterThan(1);
    const all = textOf(repo, ...(command ?? "").split(" "));
    expect(all).not.toContain("Left out");
    expect(answerOf(repo, "context", "--stage", "plan", "--budget", "250").omitted).toHaveLength(
      Number(left),
    );
  });

  it("exits with 1 where no section fits, with the least budget that would do", () => {
    const repo = workspace({ filled: true });
    const small = idse(["context", "--stage", "plan", "--budget", "20"], { cwd: repo });
    expect(small).toMatchObject({ code: 1, stderr: "" });
    const least = /The smallest: idse (context .+)\n$/.exec(small.stdout)?.[1] ?? "";
    expect(idse(least.split(" "), { cwd: repo }).code).toBe(0);
    const json = idse(["context", "--stage", "plan", "--budget", "20", "--json"], { cwd: repo });
    expect(json.code).toBe(1);
    expect(jsonOf(json)).toMatchObject({ sections: [], smallest: Number(/\d+$/.exec(least)?.[0]) });
  });

  it("goes from a feature to its parent, and says where there is nothing to build on", () => {
    const repo = workspace({ filled: true });
    textOf(repo, "spawn", "checkout");
    edit(
      join(sessionFolder(repo, "checkout"), stageFiles.intent),
      () => "# Intent\n\n## Goal\n\nA stranger can pay.\n",
    );
    const { sections } = answerOf(repo, "context", "--session", "checkout", "--stage", "context");
    const sessions = sections.map((one: { session: string }) => one.session);
    expect(sessions[0]).toBe("checkout");
    expect(new Set(sessions)).toEqual(new Set(["checkout", "__blueprint__"]));
    expect(textOf(workspace(), "context")).toBe(
      "demo/__blueprint__: Nothing is written yet that the intent builds on.\n",
    );
  });
});
