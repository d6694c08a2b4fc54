import { describe, expect, it } from "@jest/globals";
import {
  type AgentFacts,
  type AgentSurroundings,
  agentHealth,
} from "../../../src/use-cases/doctor/agentHealth.ts";

const current = { instructions: "current", skills: "current", mcp: "current", hooks: "current" } as const;

const claude: AgentFacts = {
  agent: "claude",
  name: "Claude Code",
  usualId: "claude-code",
  id: "claude-code",
  program: "/usr/bin/claude",
  installed: current,
  trusted: "not-asked",
  lastAsked: "2026-11-26T03:00:00.000Z",
  trust: { because: "It does not ask.", mend: null },
  odd: [],
};

const told = (facts: Partial<AgentFacts>, around: Partial<AgentSurroundings> = {}) =>
  agentHealth({
    agents: [{ ...claude, ...facts }],
    registered: true,
    idse: "/usr/bin/idse",
    calledByName: true,
    ...around,
  }).map(({ state, mend }) => [state, mend]);

describe("an agent", () => {
  it("that asked with a current hook is in order", () => {
    expect(told({})).toEqual([["ok", null]]);
  });

  it("without a hook is held by nothing", () => {
    expect(told({ installed: { ...current, hooks: "absent" } })).toEqual([
      ["warning", "idse agents install-hooks --agents claude"],
    ]);
  });

  it("that does not trust the folder skips its hook", () => {
    expect(told({ trusted: "untrusted", trust: { because: "No.", mend: "Trust it." } })).toEqual([
      ["warning", "Trust it."],
    ]);
  });

  it("that never asked is not known to be at work", () => {
    expect(told({ lastAsked: null })).toEqual([
      ["ok", null],
      ["note", null],
    ]);
  });

  it("with files of another version is to be updated, part by part", () => {
    expect(told({ installed: { ...current, hooks: "outdated", mcp: "outdated" } })).toEqual([
      ["warning", "idse generate-agent-files --agents claude"],
      ["warning", "idse agents install-hooks --agents claude"],
    ]);
  });

  it("whose file is torn is a problem, and whose file was changed a warning", () => {
    const odd = (state: "changed" | "unreadable") => [
      { path: ".claude/settings.json", line: 3, state, part: "hooks" as const },
    ];
    expect(told({ odd: odd("unreadable") })).toEqual([["problem", "Mend .claude/settings.json."]]);
    expect(told({ odd: odd("changed") })).toEqual([
      ["warning", "idse agents install-hooks --agents claude --force --dry-run"],
    ]);
  });

  it("that no registry names is denied everything, unless the registry could not be read", () => {
    expect(told({ id: null })).toEqual([["warning", "idse agents add claude-code"]]);
    expect(told({ id: null }, { registered: false })).toEqual([["ok", null]]);
  });
});

describe("hooks that call idse by name", () => {
  it("are no guard where it is not on the path", () => {
    expect(told({}, { idse: null })).toEqual([
      ["problem", "npm i -g idse-orchestrator"],
      ["ok", null],
    ]);
    expect(told({}, { idse: null, calledByName: false })).toEqual([["ok", null]]);
    expect(told({ installed: { ...current, hooks: "absent" } }, { idse: null })).toHaveLength(1);
  });
});
