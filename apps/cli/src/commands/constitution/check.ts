import { checkConstitution } from "@idse/orchestrator/use-cases/constitution";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderCheck } from "../../render/constitution.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("check")
    .description("whether .idse/constitution.json can be read, and what it adds")
    .action(() => cli.run(command, checkConstitution, { render: renderCheck }));
};
