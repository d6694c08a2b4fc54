import { contextText, isTooSmall } from "@idse/orchestrator/ContextText";
import { exitCodes } from "@idse/orchestrator/FailureReport";
import { context } from "@idse/orchestrator/use-cases/context";
import { type Command, Option } from "commander";
import type { Cli } from "../cli.ts";
import { parseLimit } from "../options.ts";

interface Options {
  readonly budget: number;
  readonly stage?: string;
  readonly format: "text" | "json";
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("context")
    .description("the sections that a stage builds on, as far as a budget of tokens holds them")
    .option("--budget <tokens>", "how many tokens it may be", parseLimit, 4000)
    .option("--stage <stage>", "for this stage instead of the next one")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .action(({ budget, stage, format }: Options) =>
      cli.run(command, context({ budget, ...(stage === undefined ? {} : { stage }) }), {
        render: contextText,
        json: format === "json",
        exit: (value) => (isTooSmall(value) ? exitCodes.answerIsNo : exitCodes.done),
      }),
    );
};
