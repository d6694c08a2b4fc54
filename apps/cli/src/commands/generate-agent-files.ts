import { planInstructionFiles } from "@idse/agent-files";
import { agentFiles } from "@idse/orchestrator/use-cases/agentFiles";
import { generateAgentFiles } from "@idse/orchestrator/use-cases/files";
import type { Command } from "commander";
import { agentFilesPlanner } from "../agent-files.ts";
import type { Cli } from "../cli.ts";
import { parseList } from "../options.ts";
import { renderFiles } from "../render/files.ts";
import { startWords } from "../render/hint.ts";

interface Options {
  readonly stack?: string;
  readonly agents?: ReadonlyArray<string>;
  readonly remove?: true;
  readonly dryRun?: true;
  readonly force?: true;
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("generate-agent-files")
    .description("write AGENTS.md and CLAUDE.md, and more for agents that are named")
    .option("--stack <text>", "the project's stack in a few words")
    .option("--agents <names>", "skills and MCP clients too, for some, all or detected", parseList)
    .option("--remove", "take out what was put in")
    .option("--force", "mend a broken managed block, write anew what somebody changed; your own text stays")
    .option("--dry-run", "show what would be written and write nothing")
    .action((options: Options) => {
      const common = {
        force: options.force === true,
        dryRun: options.dryRun === true,
        ...(options.stack === undefined ? {} : { stack: options.stack }),
      };
      const { agents, remove } = options;
      if (agents === undefined && remove !== true)
        return cli.run(command, generateAgentFiles(planInstructionFiles, common), { render: renderFiles });
      return cli.run(
        command,
        agentFiles(agentFilesPlanner, {
          ...common,
          ...(agents === undefined ? {} : { agents }),
          parts: ["instructions", "skills", "mcp"],
          remove: remove === true,
          start: startWords,
        }),
        { render: renderFiles },
      );
    });
};
