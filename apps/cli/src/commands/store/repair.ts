import type { ResultOf } from "@idse/orchestrator/results/Results";
import { repairStore } from "@idse/orchestrator/use-cases/store";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { storeDriver } from "../../layers.ts";

const render = ({ found }: ResultOf<"store-repair">): string =>
  found.length === 0
    ? "No write had stopped half-way.\n"
    : `${found.map((one) => `  ${one}\n`).join("")}What stands there now is taken as it is.\nNext: idse validate --all\n`;

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("repair")
    .description("accept what a write that stopped half-way left in a store that cannot write all or nothing")
    .action(() => cli.runBesideStore(command, storeDriver.pipe(Effect.flatMap(repairStore)), { render }));
};
