import { routeStage } from "@idse/orchestrator/use-cases/agents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("route")
    .description("which agent takes a stage, by the registry alone")
    .argument("<stage>", "the stage")
    .action((stage: string) =>
      cli.run(command, routeStage(stage), {
        render: ({ agent }) =>
          agent === null ? `Nobody takes the ${stage}.\n` : `${agent.id} (${agent.role}, ${agent.mode})\n`,
      }),
    );
};
