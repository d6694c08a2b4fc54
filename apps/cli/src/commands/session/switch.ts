import { switchSession } from "@idse/orchestrator/use-cases/createSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("switch")
    .description("make a session the current one of this clone")
    .argument("<id>", "the session")
    .action((id: string) => cli.run(command, switchSession(id), { render: renderChange }));
};
