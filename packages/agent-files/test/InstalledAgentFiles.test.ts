import { describe, expect, it } from "@jest/globals";
import type { AgentFilesInput } from "../src/AgentFilesInput.ts";
import { type Agent, agents } from "../src/Agents.ts";
import { installedAgentFiles } from "../src/InstalledAgentFiles.ts";
import type { ExistingFiles } from "../src/InstructionFiles.ts";
import { type AgentFilePart, agentFileParts } from "../src/Piece.ts";
import { done, plan, wanted } from "./support.ts";

const partOf = (
  existing: ExistingFiles,
  agent: Agent,
  part: AgentFilePart,
  more: Partial<AgentFilesInput> = {},
) => {
  const found = installedAgentFiles(wanted(existing, more)).find((one) => one.agent === agent);
  const { state, pieces } = found?.parts.find((one) => one.part === part) ?? { state: "none", pieces: [] };
  return { state, pieces };
};

const stateOf = (...given: Parameters<typeof partOf>) => partOf(...given).state;

const installed = done({}, plan({}));
const every = agents.flatMap((agent) => agentFileParts.map((part) => [agent, part] as const));

describe("installedAgentFiles", () => {
  it.each(every)(
    "%s, %s: absent, then current, then outdated where it names the project or the start",
    (agent, part) => {
      expect(stateOf({}, agent, part)).toBe("absent");
      expect(stateOf(installed, agent, part)).toBe("current");
      const moved = stateOf(installed, agent, part, { project: "other", start: ["idse"] });
      const isNamed = part !== "skills";
      expect(moved).toBe(isNamed ? "outdated" : "current");
    },
  );

  it("knows what was changed by somebody, and where", () => {
    const edited = (path: string, from: string, to: string) => ({
      ...installed,
      [path]: installed[path]?.replace(from, to) ?? null,
    });
    const cases = [
      ["claude", "instructions", "AGENTS.md", "Begin with", "Never begin with", 1],
      ["codex", "mcp", ".codex/config.toml", '"npx"', '"sh"', 1],
      ["claude", "mcp", ".mcp.json", '"args"', '"cwd": ".", "args"', 3],
      ["copilot", "hooks", ".github/hooks/idse.json", "timeoutSec", "timeout", 5],
      ["claude", "hooks", ".claude/settings.json", '"block"', '"allow"', 4],
      ["opencode", "hooks", ".opencode/plugins/idse.js", "throw", "// throw", 1],
      ["gemini", "skills", ".agents/skills/idse-next/SKILL.md", "# Write", "# Do not write", 1],
    ] as const;
    for (const [agent, part, path, from, to, line] of cases) {
      const { state, pieces } = partOf(edited(path, from, to), agent, part);
      expect([path, state]).toEqual([path, "changed"]);
      expect(pieces.find((piece) => piece.path === path && piece.state === "changed")).toEqual({
        path,
        state: "changed",
        line,
      });
    }
  });

  it("takes a block of an earlier version, which has no mark, for outdated", () => {
    const old =
      "<!-- idse:begin (managed by idse; edits inside are overwritten) -->\n## Old\n<!-- idse:end -->\n";
    expect(stateOf({ "AGENTS.md": old }, "codex", "instructions")).toBe("outdated");
  });

  it("takes what is there in part for outdated", () => {
    const path = ".agents/skills/idse-next/SKILL.md";
    expect(stateOf({ ...installed, [path]: null }, "codex", "skills")).toBe("outdated");
  });

  it("counts a CLAUDE.md and a list of names that lead to AGENTS.md, whoever wrote them", () => {
    const existing = {
      ...installed,
      "CLAUDE.md": "# Ours\n\n@AGENTS.md\n",
      ".gemini/settings.json": '{"context":{"fileName":["AGENTS.md"]}}',
    };
    expect(stateOf(existing, "claude", "instructions")).toBe("current");
    expect(stateOf(existing, "gemini", "instructions")).toBe("current");
  });

  it("says that a file cannot be read, and where", () => {
    const { state, pieces } = partOf({ ...installed, ".mcp.json": '{\n"a" 1}' }, "claude", "mcp");
    expect([state, pieces]).toEqual(["unreadable", [{ path: ".mcp.json", state: "unreadable", line: 2 }]]);
    expect(stateOf({ ".codex/config.toml": "=" }, "codex", "mcp")).toBe("unreadable");
    expect(stateOf({ "AGENTS.md": "<!-- idse:end -->" }, "codex", "instructions")).toBe("unreadable");
  });
});
