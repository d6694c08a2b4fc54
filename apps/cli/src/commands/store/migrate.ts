import type { ResultOf } from "@idse/orchestrator/results/Results";
import { setUpStore } from "@idse/orchestrator/use-cases/store";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { storeDriver } from "../../layers.ts";

const render = ({ store, text, how, additions, applied, next }: ResultOf<"store-set-up">): string => {
  if (text !== null) return text;
  const lines = additions.map((one) => `  ${applied ? "added" : "would add"}  ${one}\n`);
  const head = lines.length === 0 ? `${how ?? `${store} lacks nothing.`}\n` : lines.join("");
  return next === null ? head : `${head}Next: ${next}\n`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("migrate")
    .description("add what the store needs, or print it for somebody with the rights")
    .option("--print", "print it and change nothing")
    .action((options: { print?: true }) =>
      cli.run(
        command,
        storeDriver.pipe(Effect.flatMap((driver) => setUpStore(driver, options.print === true))),
        { render },
      ),
    );
};
