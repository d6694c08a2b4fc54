import { Misuse } from "@idse/orchestrator/Failure";
import { compileProfile } from "@idse/orchestrator/use-cases/compileProfile";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";

interface Options {
  readonly blueprint?: string;
  readonly out?: string;
  readonly format: string;
  readonly dryRun?: true;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("agent-spec")
    .description("compile the Agent Profile of the spec to an AgentProfileSpec")
    .option("--blueprint <id>", "merge with this session's profile instead of the blueprint's")
    .option("--out <folder>", "write to this folder")
    .option("--format <format>", "yaml or json", "yaml")
    .option("--dry-run", "print it and write nothing")
    .action((options: Options) => {
      const format = options.format;
      if (format !== "yaml" && format !== "json") {
        return cli.fail(new Misuse({ problem: `"${format}" is not a format.`, hint: "One of: yaml, json" }));
      }
      return cli.run(
        command,
        compileProfile({
          format,
          dryRun: options.dryRun === true,
          ...(options.blueprint === undefined ? {} : { blueprint: options.blueprint }),
          ...(options.out === undefined ? {} : { out: cli.resolve(command, options.out) }),
        }),
        {
          render: ({ path, unchanged }, { content }) =>
            path === null ? content : `${unchanged ? "Unchanged" : "Compiled"}: ${path}\n`,
        },
      );
    });
};
