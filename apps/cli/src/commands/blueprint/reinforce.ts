import { reinforceClaim } from "@idse/orchestrator/use-cases/blueprint/reinforce";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { type DeciderFlags, withDecider } from "./deciding.ts";
import { withSources } from "./sources.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = withDecider(
    group
      .command("reinforce")
      .description("add a document that bears out a claim in force")
      .requiredOption("--claim-id <id>", "the claim by its id, of which the first four digits are enough"),
  );
  const { sources } = withSources(command);
  command.action((flags: DeciderFlags & { readonly claimId: string }) =>
    cli.run(command, reinforceClaim({ ...flags, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
