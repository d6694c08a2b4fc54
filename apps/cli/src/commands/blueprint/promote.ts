import { promoteClaim } from "@idse/orchestrator/use-cases/blueprint/promote";
import { type Command, InvalidArgumentError } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { withSources } from "./sources.ts";

interface Options {
  readonly claim: string;
  readonly classification: string;
  readonly minDays?: number;
  readonly revive?: true;
  readonly dryRun?: true;
  readonly by?: string;
  readonly kind: string;
}

const days = (text: string): number => {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError("Give a whole number from 0.");
  return Number(text);
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("promote")
    .description("raise what several sessions came to into the blueprint, if the gate lets it through")
    .requiredOption("--claim <text>", "what holds, as one sentence")
    .requiredOption(
      "--classification <class>",
      "invariant, boundary, ownership_rule or non_negotiable_constraint",
    )
    .option("--min-days <n>", "days between the sign-offs of its sources (7)", days)
    .option("--revive", "it was taken back once, and is to be in force again")
    .option("--dry-run", "decide, and write nothing")
    .option("--by <name>", "who decides it; without it, who runs the command")
    .option("--kind <kind>", "whether a human or an agent decides it", "human");
  const { sources } = withSources(command);
  command.action((options: Options) =>
    cli.run(command, promoteClaim({ ...options, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
