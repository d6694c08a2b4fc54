import { join } from "node:path";
import { chat } from "../apis/chat.ts";
import { write } from "../files.ts";
import type { RealAgent } from "../RealAgent.ts";

const served = (tool: string): string => `idse_${tool}`;

/** A repository's settings and plugins count without being asked about. */
export const opencode: RealAgent = {
  agent: "opencode",
  name: "OpenCode",
  package: "opencode-ai",
  version: "1.18.33",
  binary: "node_modules/opencode-{platform}/bin/opencode",
  api: chat,
  configure: ({ home, url }) =>
    write(
      join(home, ".config/opencode/opencode.json"),
      JSON.stringify({
        model: "stand-in/stand-in",
        autoupdate: false,
        share: "disabled",
        provider: {
          "stand-in": {
            npm: "@ai-sdk/openai-compatible",
            options: { baseURL: `${url}/v1`, apiKey: "none" },
            models: { "stand-in": { tool_call: true } },
          },
        },
      }),
    ),
  trust: () => undefined,
  environment: () => ({
    OPENCODE_DISABLE_AUTOUPDATE: "1",
    OPENCODE_DISABLE_MODELS_FETCH: "1",
    OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
  }),
  args: (prompt) => ["run", "--auto", prompt],
  served,
  call: (wish, repo) => {
    switch (wish.kind) {
      case "read":
        return { name: "read", input: { filePath: join(repo, wish.path) } };
      case "create":
        return { name: "write", input: { filePath: join(repo, wish.path), content: wish.text } };
      case "edit":
        return {
          name: "edit",
          input: { filePath: join(repo, wish.path), oldString: wish.from, newString: wish.to },
        };
      case "shell":
        return { name: "bash", input: { command: wish.command, description: "Run it" } };
      case "served":
        return { name: served(wish.tool), input: wish.input };
    }
  },
};
