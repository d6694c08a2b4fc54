import { exitCodes } from "@idse/orchestrator/FailureReport";
import { testRemote } from "@idse/orchestrator/use-cases/sync/setUp";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { openRemote } from "../../layers.ts";
import { renderChecks } from "../../render/checks.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("test")
    .description("whether the remote can be used: credentials, schema, permissions, a round trip")
    .option("--remote <name>", "which remote, where there are several")
    .action((options: { remote?: string }) =>
      cli.runBesideStore(command, testRemote(options.remote ?? null, openRemote), {
        render: ({ remote, store, project, usable, checks }) =>
          renderChecks({
            head: `${project} at ${remote} (${store})`,
            checks,
            verdict: usable
              ? "The remote can be used.\nNext: idse sync status\n"
              : "The remote cannot be used yet.\n",
          }),
        exit: ({ usable }) => (usable ? exitCodes.done : exitCodes.remoteFailed),
      }),
    );
};
