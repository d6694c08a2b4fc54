/** `idse validate --fix`: apart from validating, since showing a diff needs more than a hook should load. */
import { type FixOptions, fix } from "@idse/orchestrator/use-cases/fix";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { renderFix } from "../render/fix.ts";

export const fixDocuments = (cli: Cli, command: Command, options: FixOptions): Promise<void> =>
  cli.run(command, fix(options), { render: renderFix });
