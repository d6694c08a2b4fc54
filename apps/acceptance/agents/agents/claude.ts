import { join } from "node:path";
import { anthropic } from "../apis/anthropic.ts";
import { write } from "../files.ts";
import type { RealAgent } from "../RealAgent.ts";

const served = (tool: string): string => `mcp__idse__${tool}`;

/** Hooks of a repository run in `-p` without being asked about; its MCP servers have to be approved. */
export const claude: RealAgent = {
  agent: "claude",
  name: "Claude Code",
  package: "@anthropic-ai/claude-code",
  version: "2.1.330",
  binary: "node_modules/@anthropic-ai/claude-code-{platform}/claude",
  api: anthropic,
  configure: ({ home }) =>
    write(join(home, ".claude/settings.json"), JSON.stringify({ enabledMcpjsonServers: ["idse"] })),
  trust: () => undefined,
  environment: ({ url }) => ({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: "none",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_TELEMETRY: "1",
    // By itself it begins without a server that is slow to start, as on a busy machine.
    MCP_CONNECTION_NONBLOCKING: "false",
  }),
  args: (prompt) => ["-p", prompt, "--permission-mode", "acceptEdits", "--allowedTools", "Bash,mcp__idse"],
  served,
  call: (wish, repo) => {
    switch (wish.kind) {
      case "read":
        return { name: "Read", input: { file_path: join(repo, wish.path) } };
      case "create":
        return { name: "Write", input: { file_path: join(repo, wish.path), content: wish.text } };
      case "edit":
        return {
          name: "Edit",
          input: { file_path: join(repo, wish.path), old_string: wish.from, new_string: wish.to },
        };
      case "shell":
        return { name: "Bash", input: { command: wish.command, description: "Run it" } };
      case "served":
        return { name: served(wish.tool), input: wish.input };
    }
  },
};
