import { setAgentStages } from "@idse/orchestrator/use-cases/changeAgents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { parseList } from "../../options.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-stages")
    .description("set which stages an agent takes")
    .argument("<id>", "the agent")
    .argument("<stages...>", "the stages, as spec,plan or spec plan")
    .action((id: string, stages: ReadonlyArray<string>) =>
      cli.run(command, setAgentStages(id, stages.flatMap(parseList)), {
        render: ({ agent, takes, unchanged }) => {
          const behind = agent.stages.length - takes.length;
          const rest = behind === 0 ? "" : ` Others before it in the file take ${behind} of them.`;
          return `${agent.id}: the stages are ${agent.stages.join(", ")}.${unchanged ? " It was so before." : ""}${rest}\n`;
        },
      }),
    );
};
