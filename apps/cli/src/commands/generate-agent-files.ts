import { planInstructionFiles } from "@idse/agent-files";
import { generateAgentFiles } from "@idse/orchestrator/use-cases/files";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { renderFiles } from "../render/files.ts";

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("generate-agent-files")
    .description("write AGENTS.md and CLAUDE.md, or renew the managed blocks in them")
    .option("--stack <text>", "the project's stack in a few words")
    .option("--force", "mend a broken managed block; your own text stays")
    .action((options: { stack?: string; force?: true }) =>
      cli.run(
        command,
        generateAgentFiles(planInstructionFiles, {
          force: options.force === true,
          ...(options.stack === undefined ? {} : { stack: options.stack }),
        }),
        { render: renderFiles },
      ),
    );
};
