/**
 * Payloads as the agents send them, with what no recording has: the shapes of their documentation or source, other
 * versions' tools, and what is broken. What their programs sent stands in fixtures/recorded.
 */
import { describe, expect, it } from "@jest/globals";
import type { Agent } from "../src/payload/Payload.ts";
import { payloadOf } from "../src/payload/Payload.ts";
import { implementation, planning, verdict } from "./support.ts";

const spec = ".idse/projects/demo/sessions/checkout/specs/spec.md";
const young = ".idse/projects/demo/sessions/young/plans/plan.md";
const registry = ".idse/projects/demo/agent_registry.json";

const claude = (tool_name: string, tool_input: unknown) => ({
  session_id: "0f",
  transcript_path: "/home/ada/.claude/t.jsonl",
  cwd: "/repo",
  permission_mode: "default",
  hook_event_name: "PreToolUse",
  tool_name,
  tool_input,
  tool_use_id: "toolu_1",
});
const codex = (tool: string, input: unknown) => ({ ...claude(tool, input), turn_id: "1", model: "gpt" });
const copilot = (toolName: string, toolArgs: unknown) => ({
  sessionId: "s",
  timestamp: 1_763_900_000_000,
  cwd: "/repo",
  toolName,
  toolArgs,
});
const gemini = (tool_name: string, tool_input: unknown, more = {}) => ({
  ...claude(tool_name, tool_input),
  hook_event_name: "BeforeTool",
  timestamp: "2026-11-23T10:00:00Z",
  ...more,
});
const cursor = (event: string, more: object) => ({
  conversation_id: "c",
  generation_id: "g",
  hook_event_name: event,
  workspace_roots: ["/repo"],
  ...more,
});
const patch = (...lines: ReadonlyArray<string>) => ({
  command: ["*** Begin Patch", ...lines, "*** End Patch"].join("\n"),
});

type Row = readonly [agent: Agent, name: string, payload: unknown, planning: string, implementation: string];

const table: ReadonlyArray<Row> = [
  // Claude Code
  [
    "claude",
    "Write of code",
    claude("Write", { file_path: "/repo/src/x.ts", content: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "Write of a signed spec",
    claude("Write", { file_path: `/repo/${spec}`, content: "x" }),
    "allow",
    "signed-off",
  ],
  [
    "claude",
    "Write by a relative path",
    claude("Write", { file_path: spec, content: "x" }),
    "allow",
    "signed-off",
  ],
  [
    "claude",
    "Edit of the registry",
    claude("Edit", { file_path: `/repo/${registry}`, old_string: "a", new_string: "b" }),
    "registry",
    "registry",
  ],
  [
    "claude",
    "MultiEdit",
    claude("MultiEdit", { file_path: "/repo/src/x.ts", edits: [{ old_string: "a", new_string: "b" }] }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "MultiEdit of several files",
    claude("MultiEdit", {
      file_path: `/repo/${young}`,
      edits: [{ file_path: `/repo/${registry}`, old_string: "a", new_string: "b" }],
    }),
    "registry",
    "registry",
  ],
  [
    "claude",
    "NotebookEdit",
    claude("NotebookEdit", { notebook_path: "/repo/n.ipynb", new_source: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "Bash that writes",
    claude("Bash", { command: "echo bad > src/x.ts", description: "d" }),
    "planning-write",
    "allow",
  ],
  ["claude", "Bash that reads", claude("Bash", { command: "git status" }), "allow", "allow"],
  ["claude", "Read of the registry", claude("Read", { file_path: `/repo/${registry}` }), "allow", "allow"],
  ["claude", "Grep", claude("Grep", { pattern: "x", path: "/repo" }), "allow", "allow"],
  ["claude", "a sub-agent", claude("Agent", { prompt: "edit src/x.ts" }), "allow", "allow"],
  ["claude", "a plan", claude("ExitPlanMode", { plan: "x" }), "allow", "allow"],
  ["claude", "a tool that nobody knows", claude("Frobnicate", {}), "planning-tool", "allow"],
  [
    "claude",
    "a tool that nobody knows, with a file",
    claude("Frobnicate", { file_path: "src/x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "a waiver in an edit",
    claude("Edit", {
      file_path: `/repo/${young}`,
      old_string: "Text",
      new_string: "Text\n<!-- idse-waive article-1/y: mine -->",
    }),
    "waiver",
    "waiver",
  ],
  [
    "claude",
    "a longer date for a waiver",
    claude("Edit", { file_path: `/repo/${young}`, old_string: "until=2027", new_string: "until=2099" }),
    "waiver",
    "waiver",
  ],
  [
    "claude",
    "a waiver that stood there",
    claude("Write", {
      file_path: `/repo/${young}`,
      content: "# New\n\n<!-- idse-waive article-1/x until=2027-01-01 by=ada: agreed -->\n",
    }),
    "allow",
    "allow",
  ],
  [
    "claude",
    "a waiver taken out",
    claude("Write", { file_path: `/repo/${young}`, content: "# New\n" }),
    "allow",
    "allow",
  ],
  [
    "claude",
    "a waiver in code",
    claude("Write", { file_path: "/repo/src/x.ts", content: "<!-- idse-waive a: b -->" }),
    "planning-write",
    "allow",
  ],
  // Our own server and others
  ["claude", "our status", claude("mcp__idse__status", {}), "allow", "allow"],
  [
    "claude",
    "our write_artifact",
    claude("mcp__idse__write_artifact", { stage: "spec", text: "x" }),
    "allow",
    "signed-off",
  ],
  [
    "claude",
    "our write_artifact elsewhere",
    claude("mcp__idse__write_artifact", { stage: "spec", session: "young", text: "x" }),
    "allow",
    "allow",
  ],
  [
    "claude",
    "our write_artifact with a waiver",
    claude("mcp__idse__write_artifact", {
      stage: "plan",
      session: "young",
      text: "<!-- idse-waive a: b -->",
    }),
    "waiver",
    "waiver",
  ],
  ["claude", "our create_session", claude("mcp__idse__create_session", { name: "x" }), "allow", "allow"],
  [
    "gemini",
    "ours by Gemini's name",
    gemini("mcp_idse_write_artifact", { stage: "spec", text: "x" }),
    "allow",
    "signed-off",
  ],
  [
    "copilot",
    "ours by Copilot's name",
    copilot("idse-write_artifact", { stage: "spec", text: "x" }),
    "allow",
    "signed-off",
  ],
  [
    "opencode",
    "ours by OpenCode's name",
    { cwd: "/repo", tool: "idse_write_artifact", args: { stage: "spec", text: "x" } },
    "allow",
    "signed-off",
  ],
  [
    "cursor",
    "ours by Cursor's name",
    cursor("beforeMCPExecution", {
      tool_name: "write_artifact",
      tool_input: '{"stage":"spec","text":"x"}',
      command: "idse mcp",
    }),
    "allow",
    "signed-off",
  ],
  [
    "claude",
    "a commit of the registry to a store",
    claude("mcp__core__artifact_commit", {
      operation: "1",
      changes: [{ action: "put", ref: { project: "demo", session: null, kind: "registry" }, content: "{}" }],
    }),
    "registry",
    "registry",
  ],
  [
    "claude",
    "a commit of a signed spec to a store",
    claude("mcp__core__artifact_commit", {
      operation: "1",
      changes: [{ action: "put", ref: { project: "demo", session: "checkout", kind: "spec" }, content: "x" }],
    }),
    "allow",
    "signed-off",
  ],
  [
    "claude",
    "a commit of a state to a store",
    claude("mcp__core__artifact_commit", {
      operation: "1",
      changes: [{ action: "remove", ref: { project: "demo", session: "young", kind: "state" } }],
    }),
    "sign-off",
    "sign-off",
  ],
  [
    "claude",
    "a file server that writes",
    claude("mcp__filesystem__write_file", { path: "/repo/src/x", content: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "a file server that moves",
    claude("mcp__filesystem__move_file", { source: `/repo/${registry}`, destination: "/tmp/x" }),
    "registry",
    "registry",
  ],
  [
    "claude",
    "a file server that reads",
    claude("mcp__filesystem__read_text_file", { path: "/repo/src/x" }),
    "allow",
    "allow",
  ],
  [
    "claude",
    "a shell server",
    claude("mcp__shell__run", { command: "touch src/x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "a server that does something",
    claude("mcp__db__execute", { sql: "drop table x" }),
    "planning-tool",
    "allow",
  ],
  ["claude", "a server that searches", claude("mcp__docs__search", { query: "x" }), "allow", "allow"],
  // Codex
  [
    "codex",
    "a patch that adds code",
    codex("apply_patch", patch("*** Add File: src/x.ts", "+x")),
    "planning-write",
    "allow",
  ],
  [
    "codex",
    "a patch of a signed spec",
    codex("apply_patch", patch(`*** Update File: ${spec}`, "@@", "-a", "+b")),
    "allow",
    "signed-off",
  ],
  [
    "codex",
    "a patch that deletes the registry",
    codex("apply_patch", patch(`*** Delete File: ${registry}`)),
    "registry",
    "registry",
  ],
  [
    "codex",
    "a patch that moves onto the registry",
    codex("apply_patch", patch("*** Update File: a.json", `*** Move to: ${registry}`, "@@", "-a", "+b")),
    "registry",
    "registry",
  ],
  [
    "codex",
    "a patch of several files",
    codex("apply_patch", patch(`*** Update File: ${young}`, "@@", "-a", "+b", "*** Add File: src/x", "+x")),
    "planning-write",
    "allow",
  ],
  [
    "codex",
    "a patch with a waiver",
    codex("apply_patch", patch(`*** Update File: ${young}`, "@@", "+<!-- idse-waive a: b -->")),
    "waiver",
    "waiver",
  ],
  [
    "codex",
    "a patch that moves lines with a waiver",
    codex(
      "apply_patch",
      patch(`*** Update File: ${young}`, "@@", "-<!-- idse-waive a: b -->", "+", "+<!-- idse-waive a: b -->"),
    ),
    "allow",
    "allow",
  ],
  [
    "codex",
    "a patch in a folder below",
    {
      ...codex("apply_patch", patch("*** Update File: agent_registry.json", "@@", "-a", "+b")),
      cwd: "/repo/.idse/projects/demo",
    },
    "registry",
    "registry",
  ],
  [
    "codex",
    "a patch within a shell",
    codex("Bash", {
      command: "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: src/x\n+x\n*** End Patch\nEOF",
    }),
    "planning-write",
    "allow",
  ],
  [
    "codex",
    "a shell as a list of words",
    codex("shell", { command: ["bash", "-lc", `echo a > ${registry}`] }),
    "registry",
    "registry",
  ],
  [
    "codex",
    "a patch as a list of words",
    codex("shell", {
      command: ["apply_patch", `*** Begin Patch\n*** Delete File: ${registry}\n*** End Patch`],
    }),
    "registry",
    "registry",
  ],
  [
    "codex",
    "a command elsewhere",
    codex("exec_command", { cmd: "touch agent_registry.json", workdir: "/repo/.idse/projects/demo" }),
    "registry",
    "registry",
  ],
  [
    "codex",
    "keys for a shell that runs",
    codex("write_stdin", { session_id: 1, chars: "rm -rf .idse\n" }),
    "registry",
    "registry",
  ],
  ["codex", "a shell", codex("Bash", { command: "cat README.md" }), "allow", "allow"],
  // Copilot
  [
    "copilot",
    "create of code",
    copilot("create", { path: "/repo/src/x", file_text: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "copilot",
    "edit of a signed spec",
    copilot("edit", { path: `/repo/${spec}`, old_str: "a", new_str: "b" }),
    "allow",
    "signed-off",
  ],
  [
    "copilot",
    "arguments as a text",
    copilot("create", JSON.stringify({ path: `/repo/${registry}`, file_text: "x" })),
    "registry",
    "registry",
  ],
  ["copilot", "bash", copilot("bash", { command: "rm -rf .claude" }), "hooks", "hooks"],
  [
    "copilot",
    "powershell",
    copilot("powershell", { command: `Set-Content -Path ${registry} -Value '{}'` }),
    "registry",
    "registry",
  ],
  ["copilot", "view", copilot("view", { path: "/repo/src/x" }), "allow", "allow"],
  ["copilot", "report_intent", copilot("report_intent", { intent: "x" }), "allow", "allow"],
  [
    "copilot",
    "Claude's shape",
    claude("Write", { file_path: "/repo/src/x.ts", content: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "claude",
    "Copilot's tools in Claude's shape",
    claude("create", { path: "/repo/src/x.ts", file_text: "x" }),
    "planning-write",
    "allow",
  ],
  ["claude", "Copilot's shape", copilot("bash", { command: "touch src/x" }), "planning-write", "allow"],
  [
    "copilot",
    "the editor that views",
    copilot("str_replace_editor", { command: "view", path: "/repo/src/x" }),
    "allow",
    "allow",
  ],
  [
    "copilot",
    "the editor that writes",
    copilot("str_replace_editor", { command: "create", path: "/repo/src/x", file_text: "x" }),
    "planning-write",
    "allow",
  ],
  // Cursor
  [
    "cursor",
    "a shell before it runs",
    cursor("beforeShellExecution", { command: "touch src/x", cwd: "/repo" }),
    "planning-write",
    "allow",
  ],
  [
    "cursor",
    "Shell",
    cursor("preToolUse", {
      tool_name: "Shell",
      tool_input: { command: `rm ${registry}`, working_directory: "/repo" },
    }),
    "registry",
    "registry",
  ],
  [
    "cursor",
    "Write",
    cursor("preToolUse", { tool_name: "Write", tool_input: { file_path: "src/x", content: "x" } }),
    "planning-write",
    "allow",
  ],
  [
    "cursor",
    "Delete",
    cursor("preToolUse", { tool_name: "Delete", tool_input: { path: `/repo/${spec}` } }),
    "allow",
    "signed-off",
  ],
  [
    "cursor",
    "a file that it reads",
    cursor("beforeReadFile", { file_path: "/repo/src/x", content: "x" }),
    "allow",
    "allow",
  ],
  [
    "cursor",
    "somebody's server, whose command is no shell's",
    cursor("beforeMCPExecution", { tool_name: "get_issue", tool_input: "{}", command: "rm -rf .idse" }),
    "allow",
    "allow",
  ],
  // Gemini CLI
  [
    "gemini",
    "write_file",
    gemini("write_file", { file_path: "src/x.ts", content: "x" }),
    "planning-write",
    "allow",
  ],
  [
    "gemini",
    "replace",
    gemini("replace", { file_path: spec, old_string: "a", new_string: "b" }),
    "allow",
    "signed-off",
  ],
  [
    "gemini",
    "a shell in a folder",
    gemini("run_shell_command", { command: "rm agent_registry.json", directory: ".idse/projects/demo" }),
    "registry",
    "registry",
  ],
  ["gemini", "read_file", gemini("read_file", { absolute_path: "/repo/x" }), "allow", "allow"],
  [
    "gemini",
    "a server named beside the tool",
    gemini("write_artifact", { stage: "spec", text: "x" }, { mcp_context: { server_name: "idse" } }),
    "allow",
    "signed-off",
  ],
  // OpenCode, through its plugin
  [
    "opencode",
    "edit",
    { cwd: "/repo", tool: "edit", args: { filePath: "/repo/src/x", oldString: "a", newString: "b" } },
    "planning-write",
    "allow",
  ],
  [
    "opencode",
    "bash",
    { cwd: "/repo", tool: "bash", args: { command: "git commit -n -m x" } },
    "git-hooks",
    "git-hooks",
  ],
];

describe("a payload", () => {
  it.each(table)("of %s: %s", (agent, _, payload, inPlanning, inImplementation) => {
    const text = JSON.stringify(payload);
    expect([verdict(agent, text, planning), verdict(agent, text, implementation)]).toEqual([
      inPlanning,
      inImplementation,
    ]);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "Write src/x"],
    ["half of it", '{"tool_name":"Write","tool_input":{'],
    ["a list", "[]"],
    ["no tool", '{"cwd":"/repo"}'],
    ["a tool that is no text", '{"tool_name":7,"tool_input":{}}'],
    ["input that is no object", '{"tool_name":"Write","tool_input":[1]}'],
    ["arguments that are no JSON", '{"toolName":"create","toolArgs":"{path"}'],
    ["a write without a file", '{"tool_name":"Write","tool_input":{"content":"x"}}'],
    ["a shell without a command", '{"tool_name":"Bash","tool_input":{}}'],
    ["a patch without a file", '{"tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch"}}'],
    [
      "a patch of a file without a name",
      '{"tool_name":"apply_patch","tool_input":{"command":"*** Add File: \\n+x"}}',
    ],
    ["a commit without documents", '{"tool_name":"mcp__x__artifact_commit","tool_input":{"changes":[]}}'],
    [
      "a commit of something without a name",
      '{"tool_name":"mcp__x__artifact_commit","tool_input":{"changes":[{"ref":{}}]}}',
    ],
  ])("with %s is a problem", (_, text) => {
    const read = payloadOf("claude", text);
    expect(read.ok ? "understood" : read.problem).toMatch(/^(What claude sent|The) .*\.$/);
  });

  it("with a mark of its encoding is read", () => {
    expect(payloadOf("claude", `\uFEFF${JSON.stringify(claude("Bash", { command: "ls" }))}`).ok).toBe(true);
  });
});
