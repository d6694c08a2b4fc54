import { showArtifact } from "@idse/orchestrator/use-cases/artifact";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("show")
    .description("print a stage document")
    .requiredOption("--stage <stage>", "the stage")
    .action((options: { stage: string }) =>
      cli.run(command, showArtifact(options.stage), { render: ({ content }) => content, exact: true }),
    );
};
