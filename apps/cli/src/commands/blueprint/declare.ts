import { declareClaim } from "@idse/orchestrator/use-cases/blueprint/declare";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { withSources } from "./sources.ts";

interface Options {
  readonly claim: string;
  readonly classification: string;
  readonly revive?: true;
  readonly dryRun?: true;
  readonly by?: string;
  readonly kind: string;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("declare")
    .description("make a claim of what the blueprint itself says from the beginning")
    .requiredOption("--claim <text>", "what holds, as one sentence")
    .requiredOption(
      "--classification <class>",
      "invariant, boundary, ownership_rule or non_negotiable_constraint",
    )
    .option("--revive", "it was taken back once, and is to be in force again")
    .option("--dry-run", "decide, and write nothing")
    .option("--by <name>", "who decides it; without it, who runs the command")
    .option("--kind <kind>", "whether a human or an agent decides it", "human");
  const { sources } = withSources(command);
  command.action((options: Options) =>
    cli.run(command, declareClaim({ ...options, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
