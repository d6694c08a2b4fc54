import { removeCollaborator } from "@idse/orchestrator/use-cases/changeSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("remove-collaborator")
    .description("take somebody off a session")
    .argument("<id>", "the session")
    .requiredOption("--name <name>", "who")
    .action((id: string, options: { name: string }) =>
      cli.run(command, removeCollaborator(id, options.name), { render: renderChange }),
    );
};
