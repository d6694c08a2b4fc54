import { removeAgent } from "@idse/orchestrator/use-cases/changeAgents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("remove")
    .description("take an agent out of the registry")
    .argument("<id>", "the agent")
    .action((id: string) =>
      cli.run(command, removeAgent(id), { render: ({ agent }) => `Removed ${agent.id}.\n` }),
    );
};
