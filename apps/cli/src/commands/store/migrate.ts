import { Misuse } from "@idse/orchestrator/Failure";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { setUpStore } from "@idse/orchestrator/use-cases/store";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { storeDriver } from "../../layers.ts";
import { openStore } from "../../stores/index.ts";
import { addStoreOptions, type StoreOptions, storeSettings } from "../init-store.ts";

interface Options extends StoreOptions {
  readonly print?: true;
}

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
    .addHelpText(
      "after",
      '\nWhat other tools left is brought in by "idse migrate", which is another command.',
    )
    .action((options: Options) => {
      const settings = storeSettings(options);
      if (settings instanceof Misuse) return cli.fail(settings);
      const print = options.print === true;
      if (settings === undefined) {
        return cli.runBesideStore(
          command,
          storeDriver.pipe(Effect.flatMap((driver) => setUpStore(driver, print))),
          {
            render,
          },
        );
      }
      // A store has to be ready before a workspace can be made in it.
      const { directory: root, environment } = cli.invocation(command);
      return cli.runOnMachine(
        openStore(settings, { root, environment }).pipe(
          Effect.flatMap((driver) => setUpStore(driver, print)),
        ),
        { render },
      );
    });
  addStoreOptions(command);
};
