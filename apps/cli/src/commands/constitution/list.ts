import { listRules } from "@idse/orchestrator/use-cases/constitution";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderRules } from "../../render/constitution.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("list")
    .description("the rules in force, by article")
    .action(() => cli.run(command, listRules, { render: renderRules }));
};
