/** What a person reads where they type half a command, or only `idse`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { answerOf, idse, jsonOf, temporaryRepo, textOf, workspace, write } from "../support.ts";

describe("half a command", () => {
  it.each([[["session"]], [["-C", ".", "session"]]])(
    "%j names the group that needs one more word",
    (args) => {
      const run = idse(args, { cwd: workspace() });
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toBe('idse: "idse session" needs one more word.\n  idse help session\n');
    },
  );

  it.each([
    [["validat"], "idse help"],
    [["validate", "--through"], "idse help validate"],
    [["validate", "more"], "idse help validate"],
    [["session", "swich"], "idse help session"],
    [["--project"], "idse help"],
  ])("%j names the help that there is", (args, help) => {
    const run = idse(args, { cwd: workspace() });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr.trimEnd().split("\n").at(-1)).toBe(`  ${help}`);
    expect(idse(help.split(" ").slice(1), { cwd: workspace() }).code).toBe(0);
  });

  it("help goes down to a single command", () => {
    expect(idse(["help", "session", "set-stage"], { cwd: temporaryRepo() }).stdout).toMatch(
      /^Usage: idse session set-stage /,
    );
  });
});

it("bare idse says the states in words, so that nothing hangs on colour", () => {
  expect(textOf(workspace())).toContain(
    "  pending      intent context spec plan tasks implementation feedback\n",
  );
});

describe("a sign-off", () => {
  it("records whether a human or an agent signed, and takes nothing else", () => {
    const repo = workspace({ filled: true });
    const sign = (kind: string) =>
      idse(
        [
          "session",
          "set-stage",
          "__blueprint__",
          "--stage",
          "intent",
          "--status",
          "completed",
          "--kind",
          kind,
        ],
        { cwd: repo },
      );
    expect(sign("robot").code).toBe(2);
    expect(sign("agent").code).toBe(0);
    const { stages } = answerOf(repo, "status") as { stages: ReadonlyArray<{ signedOff: unknown }> };
    expect(stages[0]?.signedOff).toMatchObject({ kind: "agent" });
  });

  it("is asked for where all stages are completed and some are unsigned", () => {
    expect(textOf(workspace({ filled: true }), "status")).toContain("Not signed off: intent, context,");
  });
});

describe("init beside something", () => {
  it("of a second project names it in the next command, and does not take our own CLAUDE.md for an agent's", () => {
    const repo = workspace();
    const second = answerOf(repo, "init", "second");
    expect(second).toMatchObject({ next: "idse next --project second", agentsFrom: "default" });
  });

  it("names what an init that was stopped left behind", () => {
    const repo = temporaryRepo();
    const left = ".idse-00000000-0000-4000-8000-000000000000.tmp";
    mkdirSync(join(repo, left));
    write(join(repo, left, "x"), "");
    expect(jsonOf(idse(["init", "--json"], { cwd: repo })).notes).toEqual([expect.stringContaining(left)]);
  });
});

it("shows a fresh project's claims as none", () => {
  expect(textOf(workspace(), "validate", "--claimed")).toBe(
    "Nothing is claimed complete yet, so there is nothing to hold to it.\n",
  );
});
