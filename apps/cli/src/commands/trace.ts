import { exitCodes } from "@idse/orchestrator/FailureReport";
import { trace } from "@idse/orchestrator/use-cases/trace";
import { type Command, Option } from "commander";
import type { Cli, GlobalOptions } from "../cli.ts";
import { collect } from "../options.ts";
import { renderTrace, traceFormats } from "../render/trace.ts";

interface Options extends GlobalOptions {
  readonly format: keyof typeof traceFormats | "text" | "json";
  readonly gaps?: true;
  readonly code?: ReadonlyArray<string>;
  readonly strict?: true;
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("trace")
    .description("what hangs on what: success criteria, requirements, criteria, tasks, what was built")
    .addOption(
      new Option("--format <format>", "how to print it")
        .choices(["text", "json", ...Object.keys(traceFormats)])
        .default("text"),
    )
    .option("--gaps", "only what lacks something")
    .option(
      "--code <glob>",
      "look into these files for identifiers such as shop/checkout#FR-1; may be given several times",
      collect,
    )
    .option("--strict", "exit 1 where anything is missing")
    .action(() => {
      const { format, gaps, code, strict } = command.optsWithGlobals<Options>();
      return cli.run(command, trace({ gapsOnly: gaps === true, ...(code === undefined ? {} : { code }) }), {
        json: format === "json",
        exact: format !== "text",
        render: (value) =>
          format === "text" || format === "json"
            ? renderTrace(value, { gapsOnly: gaps === true })
            : traceFormats[format](value),
        exit: (value) => (strict === true && value.gaps.length > 0 ? exitCodes.answerIsNo : exitCodes.done),
      });
    });
};
