import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { testStore } from "@idse/orchestrator/use-cases/store";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { storeDriver } from "../../layers.ts";
import { dim, green, red } from "../../render/paint.ts";

type Result = ResultOf<"store-check">;

const shade = (outcome: Result["checks"][number]["outcome"]): string => {
  if (outcome === "passed") return green("passed ");
  return outcome === "failed" ? red("failed ") : dim("not run");
};

const render = ({ store, project, usable, checks }: Result): string => {
  const lines = checks.map(
    ({ step, outcome, message, hint }) =>
      `  ${shade(outcome)}  ${step.padEnd(11)}  ${message}\n${hint === null ? "" : `           ${hint}\n`}`,
  );
  const verdict = usable ? "The store can be used.\nNext: idse status\n" : "The store cannot be used yet.\n";
  return `${project} in ${store}\n\n${lines.join("")}\n${verdict}`;
};

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
