import { installDocs } from "@idse/orchestrator/use-cases/files";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderFiles } from "../../render/files.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("install")
    .description("write the guides to .idse/docs and the constitution to .idse/governance")
    .option("--force", "replace those that were edited")
    .action((options: { force?: true }) =>
      cli.run(command, installDocs(options.force === true), { render: renderFiles }),
    );
};
