import { setAgentRole } from "@idse/orchestrator/use-cases/changeAgents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-role")
    .description("say in a word what an agent is for")
    .argument("<id>", "the agent")
    .argument("<role>", "the role, free text")
    .action((id: string, role: string) =>
      cli.run(command, setAgentRole(id, role), {
        render: ({ agent, unchanged }) =>
          `${agent.id}: the role is ${agent.role}.${unchanged ? " It was so before." : ""}\n`,
      }),
    );
};
