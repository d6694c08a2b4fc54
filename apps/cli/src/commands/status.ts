import { Misuse } from "@idse/orchestrator/Failure";
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
    .option("--spine", "the Product Spine of the blueprint's spec, and the sessions that work on it")
    .action((options: { all?: true; limit?: number; spine?: true }) => {
      if (options.spine === true) return showSpine(cli, command, options);
      return options.all === true
        ? cli.run(command, projectStatus(options.limit ?? null), { render: renderProjectStatus })
        : cli.run(command, status, { render: renderStatus });
    });
};

/** Loaded only where it is asked for: most calls of status are about the session. */
const showSpine = async (cli: Cli, command: Command, { all, limit }: { all?: true; limit?: number }) => {
  if (all === true || limit !== undefined) {
    const other = all === true ? "--all" : "--limit";
    return cli.fail(
      new Misuse({
        problem: `--spine shows the whole spine, and takes no ${other}.`,
        hint: "idse status --spine",
      }),
    );
  }
  const { spine } = await import("@idse/orchestrator/use-cases/spine");
  const { renderSpine } = await import("../render/spine.ts");
  return cli.run(command, spine, { render: renderSpine });
};
