import { reinforceClaim } from "@idse/orchestrator/use-cases/blueprint/reinforce";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { withSources } from "./sources.ts";

interface Options {
  readonly claimId: string;
  readonly dryRun?: true;
  readonly by?: string;
  readonly kind: string;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("reinforce")
    .description("add a document that bears out a claim in force")
    .requiredOption("--claim-id <id>", "the claim, or the beginning of its id")
    .option("--dry-run", "decide, and write nothing")
    .option("--by <name>", "who decides it; without it, who runs the command")
    .option("--kind <kind>", "whether a human or an agent decides it", "human");
  const { sources } = withSources(command);
  command.action((options: Options) =>
    cli.run(command, reinforceClaim({ ...options, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
