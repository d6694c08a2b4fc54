import { promoteClaim } from "@idse/orchestrator/use-cases/blueprint/promote";
import { type Command, InvalidArgumentError } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { type ClaimFlags, withClaim } from "./deciding.ts";
import { withSources } from "./sources.ts";

const days = (text: string): number => {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError("Give a whole number from 0.");
  return Number(text);
};

export const register = (group: Command, cli: Cli): void => {
  const command = withClaim(
    group
      .command("promote")
      .description("raise what several sessions came to into the blueprint, if the gate lets it through"),
  ).option("--min-days <n>", "days between the sign-offs of its sources (7)", days);
  const { sources } = withSources(command);
  command.action((flags: ClaimFlags & { readonly minDays?: number }) =>
    cli.run(command, promoteClaim({ ...flags, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
