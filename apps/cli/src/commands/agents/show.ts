import type { ResultOf } from "@idse/orchestrator/results/Results";
import { showAgent } from "@idse/orchestrator/use-cases/agents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { bold } from "../../render/paint.ts";
import { columns } from "../../render/table.ts";

const render = ({ agent, takes, behind }: ResultOf<"agent">): string => {
  const others = behind.map((one) => `${one.stage} (${one.agent})`);
  const rows = [
    ["role", agent.role],
    ["mode", agent.mode],
    ["takes", takes.join(", ") || "nothing"],
    ...(others.length === 0 ? [] : [["taken by others", others.join(", ")]]),
    ...(agent.description === null ? [] : [["description", agent.description]]),
  ];
  return `${bold(agent.id)}${agent.name === null ? "" : `  ${agent.name}`}\n${columns(rows)}`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("show")
    .description("one agent: what it is for, its mode, what comes to it")
    .argument("<id>", "the agent")
    .action((id: string) => cli.run(command, showAgent(id), { render }));
};
