import { type DemoteOptions, demoteClaim } from "@idse/orchestrator/use-cases/blueprint/demote";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { withDecider } from "./deciding.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = withDecider(
    group
      .command("demote")
      .description("take a claim back, with the reason; it stays in the record")
      .requiredOption("--claim-id <id>", "the claim by its id, of which the first four digits are enough")
      .requiredOption("--reason <text>", "what turned out otherwise")
      .option("--status <status>", "invalidated or superseded")
      .option("--superseding-claim-id <id>", "the claim in force that takes its place"),
  ).action((options: DemoteOptions) =>
    cli.run(command, demoteClaim(options), { render: renderChange, exit: exitOfChange }),
  );
};
