import { describe, expect, it } from "@jest/globals";
import { type ExportInput, exportAgentProfile } from "../src/ExportAgentProfile.ts";

const source = (id: string, yaml: string) => ({
  id,
  path: `specs/${id}.md`,
  text: `## Agent Profile\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`,
});
const blueprint = source("__blueprint__", "id: Base\nname: Base\nruntime_hints:\n  claude:\n    hooks: {}");
const refused = (input: Omit<ExportInput, "target">) => {
  const result = exportAgentProfile({ ...input, target: "claude" });
  if (result.ok) throw new Error("was exported");
  return result.problems;
};

describe("exportAgentProfile", () => {
  it("gives the file, what was lost and what the compiler warns of", () => {
    const session = source("checkout", "id: till\nname: Till\ndescription: Pays.\nmemory_policy: { a: 1 }");
    expect(exportAgentProfile({ session, blueprint: null, target: "claude" })).toMatchObject({
      ok: true,
      spec: { id: "till" },
      path: ".claude/agents/till.md",
      text: expect.stringContaining("# Till\n"),
      losses: [{ field: "memory_policy" }],
      warnings: [{ code: "blueprint-missing" }],
    });
  });

  it("says where a problem stands: in the feature, in the blueprint, or at the profile's beginning", () => {
    const session = source("checkout", "name: Till\nruntime_hints:\n  claude:\n    maxTurns: no");
    expect(refused({ session, blueprint })).toEqual([
      {
        code: "target-id",
        path: "specs/__blueprint__.md",
        line: 4,
        column: 5,
        message: 'Claude Code: "Base" cannot be the name of an agent.',
        hint: expect.stringMatching(/\.$/),
      },
      expect.objectContaining({
        code: "target-description-missing",
        path: "specs/checkout.md",
        line: 4,
        column: 1,
      }),
      expect.objectContaining({
        code: "target-hint-invalid",
        path: "specs/checkout.md",
        line: 7,
        column: 15,
        message: 'Claude Code: "runtime_hints.claude.maxTurns" must be a whole number.',
      }),
      expect.objectContaining({
        code: "target-hint-invalid",
        path: "specs/__blueprint__.md",
        line: 8,
        message: 'Claude Code: "runtime_hints.claude.hooks" is nothing that a profile says to Claude Code.',
      }),
    ]);
  });

  it("refuses what cannot be compiled, as the compiler does", () => {
    expect(refused({ session: source("checkout", "goals: 7"), blueprint: null })).toMatchObject([
      { code: "profile-invalid", line: 4 },
    ]);
  });
});
