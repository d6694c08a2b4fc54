import { addCollaborator } from "@idse/orchestrator/use-cases/changeSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("add-collaborator")
    .description("add somebody who works on a session")
    .argument("<id>", "the session")
    .requiredOption("--name <name>", "who")
    .option("--role <role>", "owner, contributor, reviewer or viewer", "contributor")
    .action((id: string, options: { name: string; role: string }) =>
      cli.run(command, addCollaborator(id, options.name, options.role), { render: renderChange }),
    );
};
