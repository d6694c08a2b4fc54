import { declareClaim } from "@idse/orchestrator/use-cases/blueprint/declare";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { exitOfChange, renderChange } from "../../render/claims.ts";
import { type ClaimFlags, withClaim } from "./deciding.ts";
import { withSources } from "./sources.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = withClaim(
    group.command("declare").description("make a claim of what the blueprint itself says from the beginning"),
  );
  const { sources } = withSources(command);
  command.action((flags: ClaimFlags) =>
    cli.run(command, declareClaim({ ...flags, sources: sources() }), {
      render: renderChange,
      exit: exitOfChange,
    }),
  );
};
