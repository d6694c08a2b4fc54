import { type ClaimsOptions, listClaims } from "@idse/orchestrator/use-cases/blueprint/claims";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderClaims } from "../../render/claims.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("claims")
    .description("what the project holds to be true, and where that comes from")
    .option("--status <status>", "active, superseded or invalidated")
    .option("--all", "those that were taken back too")
    .action((options: ClaimsOptions) => cli.run(command, listClaims(options), { render: renderClaims }));
};
