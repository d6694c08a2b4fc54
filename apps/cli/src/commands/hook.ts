import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { hook } from "../guard/hook.ts";

/** Usually `hook` is the first word, and the command line is not loaded for it; this is for the others. */
export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("hook")
    .description(
      "the guard: what an agent is about to do comes on standard input, and is let through or denied",
    )
    .argument("<agent>", "claude, codex, copilot, cursor, gemini or opencode: whose hook this is")
    .option("--agent <id>", "its id in the registry")
    .action((agent: string, options: { agent?: string }) => {
      const { directory, project, environment } = cli.invocation(command);
      const words = [
        agent,
        ...(options.agent === undefined ? [] : ["--agent", options.agent]),
        ...(project === null ? [] : ["--project", project]),
      ];
      const payload = process.getBuiltinModule("node:fs").readFileSync(0, "utf8");
      cli.answer(hook({ words, payload, directory, environment }));
    });
};
