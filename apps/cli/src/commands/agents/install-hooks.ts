import { agentFiles } from "@idse/orchestrator/use-cases/agentFiles";
import type { Command } from "commander";
import { agentFilesPlanner } from "../../agent-files.ts";
import type { Cli } from "../../cli.ts";
import { parseList } from "../../options.ts";
import { renderFiles } from "../../render/files.ts";
import { startWords } from "../../render/hint.ts";

interface Options {
  readonly agents?: ReadonlyArray<string>;
  readonly remove?: true;
  readonly dryRun?: true;
  readonly force?: true;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("install-hooks")
    .description("have agents ask idse before they write")
    .option("--agents <names>", "some, all or detected; without it, those of the registry", parseList)
    .option("--remove", "take out what was put in")
    .option("--force", "write anew what somebody changed")
    .option("--dry-run", "show what would be written and write nothing")
    .action(({ agents, remove, dryRun, force }: Options) =>
      cli.run(
        command,
        agentFiles(agentFilesPlanner, {
          ...(agents === undefined ? {} : { agents }),
          parts: ["hooks"],
          remove: remove === true,
          dryRun: dryRun === true,
          force: force === true,
          start: startWords,
        }),
        { render: renderFiles },
      ),
    );
};
