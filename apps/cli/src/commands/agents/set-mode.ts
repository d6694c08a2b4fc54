import { setAgentMode } from "@idse/orchestrator/use-cases/changeAgents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-mode")
    .description("set what an agent may write: planning, implementation or by-stage")
    .argument("<id>", "the agent")
    .argument("<mode>", "planning, implementation or by-stage")
    .action((id: string, mode: string) =>
      cli.run(command, setAgentMode(id, mode), {
        render: ({ agent, unchanged }) =>
          `${agent.id}: the mode is ${agent.mode}.${unchanged ? " It was so before." : ""}\n`,
      }),
    );
};
