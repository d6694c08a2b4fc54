import { join } from "node:path";
import { chat } from "../apis/chat.ts";
import { write } from "../files.ts";
import type { RealAgent } from "../RealAgent.ts";

const served = (tool: string): string => `idse-${tool}`;

/** A repository's hooks and servers count in a folder that the person has trusted. */
export const copilot: RealAgent = {
  agent: "copilot",
  name: "Copilot CLI",
  package: "@github/copilot",
  version: "1.0.102",
  binary: "node_modules/@github/copilot-{platform}/copilot",
  api: chat,
  configure: () => undefined,
  trust: ({ home, repo }) =>
    write(join(home, ".copilot/config.json"), JSON.stringify({ trusted_folders: [repo] })),
  environment: ({ url }) => ({
    COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
    COPILOT_MODEL: "stand-in",
    COPILOT_OFFLINE: "true",
    COPILOT_AUTO_UPDATE: "false",
  }),
  args: (prompt) => ["-p", prompt, "--allow-all-tools", "--no-color"],
  served,
  call: (wish, repo) => {
    switch (wish.kind) {
      case "read":
        return { name: "view", input: { path: join(repo, wish.path) } };
      case "create":
        return { name: "create", input: { path: join(repo, wish.path), file_text: wish.text } };
      case "edit":
        return { name: "edit", input: { path: join(repo, wish.path), old_str: wish.from, new_str: wish.to } };
      case "shell":
        return { name: "bash", input: { command: wish.command, description: "Run it" } };
      case "served":
        return { name: served(wish.tool), input: wish.input };
    }
  },
};
