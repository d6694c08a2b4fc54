import { Misuse } from "@idse/orchestrator/Failure";
import { spawn } from "@idse/orchestrator/use-cases/createSession";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { renderChange } from "../render/change.ts";

interface Options {
  readonly from?: string;
  readonly blueprint?: string;
  readonly type?: string;
  readonly plan?: string;
  readonly title?: string;
  readonly owner?: string;
  readonly description?: string;
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("spawn")
    .description("make a feature session from the blueprint, without switching to it")
    .argument("<name>", "the new session's id")
    .option("--from <id>", "spawn from this session instead of the blueprint")
    .option("--blueprint <id>", "the same, as the predecessor named it")
    .option("--type <type>", "feature or exploratory")
    .option("--plan <kind>", "accepted for older scripts: feature")
    .option("--title <text>", "a name for people")
    .option("--owner <name>", "who answers for it")
    .option("--description <text>", "one sentence on what it is for")
    .action((name: string, options: Options) => {
      if (options.plan !== undefined && options.plan !== "feature") {
        cli.fail(new Misuse({ problem: `"${options.plan}" is not a kind of plan.`, hint: "--plan feature" }));
        return;
      }
      const parent = options.from ?? options.blueprint;
      return cli.run(
        command,
        spawn({
          name,
          ...(parent === undefined ? {} : { parent }),
          ...(options.type === undefined ? {} : { type: options.type }),
          ...(options.title === undefined ? {} : { title: options.title }),
          ...(options.owner === undefined ? {} : { owner: options.owner }),
          ...(options.description === undefined ? {} : { description: options.description }),
        }),
        { render: renderChange },
      );
    });
};
