import { syncStatus } from "@idse/orchestrator/use-cases/sync/status";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { gitHistory } from "../../git-history.ts";
import { openRemote } from "../../layers.ts";
import { renderPlan } from "../../render/sync.ts";

interface Options {
  readonly remote?: string;
  readonly all?: true;
  readonly fresh?: true;
  readonly verbose?: true;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("status")
    .description("what differs between here and the remote, and what no sync carries")
    .option("--remote <name>", "which remote, where there are several")
    .option("--all", "the whole project, not only the session")
    .option("--fresh", "list the whole remote, not only what changed there")
    .option("--verbose", "name every document")
    .action((options: Options) =>
      cli.run(
        command,
        syncStatus(
          { remote: options.remote ?? null, all: options.all === true, fresh: options.fresh === true },
          openRemote,
        ).pipe(Effect.provide(gitHistory)),
        { render: (value) => renderPlan(value, { verbose: options.verbose === true, dryRun: false }) },
      ),
    );
};
