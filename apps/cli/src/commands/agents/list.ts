import type { ResultOf } from "@idse/orchestrator/results/Results";
import { listAgents } from "@idse/orchestrator/use-cases/agents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { columns } from "../../render/table.ts";

const render = ({ agents, unrouted }: ResultOf<"agent-list">): string => {
  const rows = agents.map((agent) => [agent.id, agent.role, agent.mode, agent.stages.join(" ")]);
  return `${columns(rows, "")}${unrouted.length === 0 ? "" : `Nobody takes: ${unrouted.join(", ")}\n`}`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("list")
    .description("the agents in the order that decides")
    .action(() => cli.run(command, listAgents, { render }));
};
