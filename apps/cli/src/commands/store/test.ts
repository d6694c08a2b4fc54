import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { testStore } from "@idse/orchestrator/use-cases/store";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { storeDriver } from "../../layers.ts";
import { renderChecks } from "../../render/checks.ts";

type Result = ResultOf<"store-check">;

const render = ({ store, project, usable, checks }: Result): string =>
  renderChecks({
    head: `${project} in ${store}`,
    checks,
    verdict: usable ? "The store can be used.\nNext: idse status\n" : "The store cannot be used yet.\n",
  });

const exit = ({ store, usable }: Result): number => {
  if (usable) return exitCodes.done;
  return store === "filesystem" ? exitCodes.machineFailed : exitCodes.remoteFailed;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("test")
    .description("whether the store can be used: credentials, schema, permissions, a round trip")
    .action(() => cli.runBesideStore(command, storeDriver.pipe(Effect.flatMap(testStore)), { render, exit }));
};
