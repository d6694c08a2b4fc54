import type { AgentMode } from "@idse/agent-registry";
import type { Stage } from "@idse/pipeline-artifacts/Stage";
import { describe, expect, it } from "@jest/globals";
import { answerFor } from "../src/Answer.ts";
import { unreadable } from "../src/Decision.ts";
import { decide, decideChanges } from "../src/decide.ts";
import { agents, payloadOf } from "../src/payload/Payload.ts";
import { changesOf } from "../src/Request.ts";
import { facts, implementation, planning, shell, toolPayload, write } from "./support.ts";

const spec = (session: string) => `.idse/projects/demo/sessions/${session}/specs/spec.md`;

describe("mode by-stage", () => {
  const at = (stage: Stage | null, session: string | null = "checkout") =>
    facts("by-stage", { session, stageReached: () => stage });

  it.each<[Stage | null, string]>([
    ["intent", "planning-write"],
    ["tasks", "planning-write"],
    ["implementation", "allow"],
    ["feedback", "allow"],
    [null, "planning-write"],
  ])("at the stage %s, code: %s", (stage, expected) => {
    expect(write("src/x.ts", at(stage))).toBe(expected);
    expect(shell("touch src/x.ts", at(stage))).toBe(expected);
  });

  it("plans where there is no session", () => {
    expect(write("src/x.ts", at("implementation", null))).toBe("planning-write");
  });

  it("asks the session whose document is written, not the one that commands mean", () => {
    const of = facts("by-stage", { signedOff: () => true });
    expect(write(spec("young"), of)).toBe("allow");
    expect(write(spec("checkout"), of)).toBe("signed-off");
    expect(shell("idse artifact write --stage spec --session young < x", of)).toBe("allow");
  });

  it("names the sign-off that ends it", () => {
    const decision = decide(changesOf(["src/x.ts"]), at("tasks"));
    expect(decision).toMatchObject({
      command: "idse session set-stage checkout --stage tasks --status completed --project demo",
    });
  });
});

describe("a denial", () => {
  const reasonOf = (paths: ReadonlyArray<string>, of = planning): string => {
    const decision = decide(changesOf(paths), of);
    return decision.verdict === "deny" ? decision.reason : "allowed";
  };

  it("says what, why, and what a person can run", () => {
    expect(reasonOf(["src/x.ts"])).toBe(
      "claude-code is in planning mode in demo: it writes stage documents under .idse/, and src/x.ts is none. A person can run: idse agents set-mode claude-code implementation --project demo",
    );
    expect(reasonOf([spec("checkout")], implementation)).toBe(
      "The spec of checkout is signed off; in implementation mode claude-code builds by it and does not rewrite it. A person can run: idse session set-stage checkout --stage spec --status in_progress --project demo",
    );
  });

  it("tells what holds in every mode before what another mode would allow", () => {
    expect(reasonOf(["src/x.ts", ".idse/config.json"])).toMatch(/^\.idse\/config\.json configures/);
  });

  it("shows no control characters and no endless names", () => {
    const reason = reasonOf([`src/\u001b[31m${"x".repeat(5000)}`]);
    expect(reason).not.toContain("\u001b");
    expect(reason.length).toBeLessThan(600);
  });

  it("repeats the command that was kept from the agent, for a person to run", () => {
    const read = payloadOf("claude", toolPayload("Bash", { command: "idse stage ack plan --of spec" }));
    expect(read.ok && decide(read.request, planning)).toMatchObject({
      command: "idse stage ack plan --of spec",
    });
  });

  it("of what cannot be read is worded here too", () => {
    expect(unreadable("What claude sent is not a JSON object.", planning)).toMatchObject({
      verdict: "deny",
      rule: "unreadable",
    });
  });
});

describe("one policy", () => {
  it.each<AgentMode>(["planning", "implementation", "by-stage"])(
    "says in %s mode of a tool, a command and a changed file the same words",
    (mode) => {
      const of = facts(mode);
      for (const path of ["src/x.ts", spec("checkout"), ".idse/config.json", ".claude/settings.json"]) {
        const asked = [
          toolPayload("Write", { file_path: path, content: "x" }),
          toolPayload("Bash", { command: `echo x > ${path}` }),
          toolPayload("apply_patch", { command: `*** Update File: ${path}\n+x` }),
        ].map((text) => {
          const read = payloadOf("claude", text);
          return read.ok ? decide(read.request, of) : read;
        });
        const [change] = decideChanges([path], of);
        expect(asked).toEqual(asked.map(() => change?.decision));
      }
    },
  );

  it("answers for each changed file", () => {
    const verdicts = decideChanges(["src/x.ts", ".idse/config.json"], implementation);
    expect(verdicts.map(({ decision }) => decision.verdict)).toEqual(["allow", "deny"]);
  });
});

it("asks the file system for each path once", () => {
  const asked: Array<string> = [];
  const resolve = (path: string) => {
    asked.push(path);
    return path;
  };
  expect(shell("touch src/x src/x; rm src/x; cp src/x src/x", facts("implementation", { resolve }))).toBe(
    "allow",
  );
  expect(asked).toContain("/repo/src/x");
  expect(asked).toEqual([...new Set(asked)]);
});

describe("the answer", () => {
  const denial = decide(changesOf(["src/x.ts"]), planning);
  const reason = denial.verdict === "deny" ? denial.reason : "";

  it.each(agents.filter((agent) => agent !== "cursor"))("to %s is silence where it is allowed", (agent) => {
    expect(answerFor(agent, { verdict: "allow" })).toEqual({ stdout: "", stderr: "", exit: 0 });
  });

  it("to Cursor is no opinion where it is allowed, since it takes silence for a failure", () => {
    expect(answerFor("cursor", { verdict: "allow" })).toEqual({ stdout: "{}\n", stderr: "", exit: 0 });
  });

  it.each(agents.filter((agent) => agent !== "copilot"))("to %s is exit code 2 and the reason", (agent) => {
    expect(answerFor(agent, denial)).toEqual({ stdout: "", stderr: `${reason}\n`, exit: 2 });
  });

  it("to Copilot is its own JSON, since it drops the reason at exit code 2", () => {
    const { stdout, stderr, exit } = answerFor("copilot", denial);
    expect(JSON.parse(stdout)).toEqual({ permissionDecision: "deny", permissionDecisionReason: reason });
    expect([stderr, exit]).toEqual(["", 0]);
  });
});
