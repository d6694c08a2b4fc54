import { projectStatus, status } from "@idse/orchestrator/use-cases/status";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { parseLimit } from "../options.ts";
import { renderProjectStatus, renderStatus } from "../render/status.ts";

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("status")
    .description("how far the current session has come, stage by stage")
    .option("--all", "every session of the project")
    .option("--limit <n>", "with --all: at most this many sessions", parseLimit)
    .action((options: { all?: true; limit?: number }) =>
      options.all === true
        ? cli.run(command, projectStatus(options.limit ?? null), { render: renderProjectStatus })
        : cli.run(command, status, { render: renderStatus }),
    );
};
