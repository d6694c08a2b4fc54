import { status } from "@idse/orchestrator/use-cases/status";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { renderShort } from "../render/status.ts";

/** `idse` alone: a short status and the next step. */
export const register = (program: Command, cli: Cli): void => {
  program.action(() => cli.run(program, status, { render: renderShort }));
};
