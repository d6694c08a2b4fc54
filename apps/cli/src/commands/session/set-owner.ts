import { setOwner } from "@idse/orchestrator/use-cases/changeSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-owner")
    .description("say who answers for a session")
    .argument("<id>", "the session")
    .requiredOption("--owner <name>", "the owner")
    .action((id: string, options: { owner: string }) =>
      cli.run(command, setOwner(id, options.owner), { render: renderChange }),
    );
};
