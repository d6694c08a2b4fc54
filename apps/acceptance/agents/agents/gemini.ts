import { join } from "node:path";
import { gemini as api } from "../apis/gemini.ts";
import { write } from "../files.ts";
import type { RealAgent } from "../RealAgent.ts";

const served = (tool: string): string => `mcp_idse_${tool}`;

/** A repository's settings count in a folder that the person has listed as trusted. */
export const gemini: RealAgent = {
  agent: "gemini",
  name: "Gemini CLI",
  package: "@google/gemini-cli",
  version: "0.61.0",
  binary: "node_modules/@google/gemini-cli/bundle/gemini.js",
  api,
  configure: ({ home }) =>
    write(
      join(home, ".gemini/settings.json"),
      JSON.stringify({
        security: { auth: { selectedType: "gemini-api-key" } },
        privacy: { usageStatisticsEnabled: false },
        general: { enableAutoUpdate: false },
      }),
    ),
  trust: ({ home, repo }) =>
    write(join(home, ".gemini/trustedFolders.json"), JSON.stringify({ [repo]: "TRUST_FOLDER" })),
  environment: ({ url }) => ({ GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: "none" }),
  args: (prompt) => ["--yolo", "-m", "gemini-2.5-pro", "-p", prompt],
  served,
  call: (wish) => {
    switch (wish.kind) {
      case "read":
        return { name: "read_file", input: { file_path: wish.path } };
      case "create":
        return { name: "write_file", input: { file_path: wish.path, content: wish.text } };
      case "edit":
        return {
          name: "replace",
          input: {
            file_path: wish.path,
            instruction: "Change it",
            old_string: wish.from,
            new_string: wish.to,
          },
        };
      case "shell":
        return { name: "run_shell_command", input: { command: wish.command, description: "Run it" } };
      case "served":
        return { name: served(wish.tool), input: wish.input };
    }
  },
};
