import { exitCodes } from "@idse/orchestrator/FailureReport";
import { verifyClaims } from "@idse/orchestrator/use-cases/blueprint/verify";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderCheck } from "../../render/claims.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("verify")
    .description("whether ledger, blueprint.md and the documents of each claim still agree")
    .action(() =>
      cli.run(command, verifyClaims, {
        render: renderCheck,
        exit: ({ valid }) => (valid ? exitCodes.done : exitCodes.answerIsNo),
      }),
    );
};
