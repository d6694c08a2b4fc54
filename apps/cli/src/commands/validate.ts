import { exitCodes } from "@idse/orchestrator/FailureReport";
import { type ValidateOptions, validate } from "@idse/orchestrator/use-cases/validate";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { renderValidation } from "../render/validation.ts";

interface Options {
  readonly all?: true;
  readonly allProjects?: true;
  readonly through?: string;
  readonly claimed?: true;
  readonly strict?: boolean;
  readonly rule?: string;
  readonly record?: true;
  readonly verbose?: true;
}

const scopeOf = (options: Options): Pick<ValidateOptions, "scope"> => {
  if (options.allProjects === true) return { scope: "all-projects" };
  return options.all === true ? { scope: "all" } : {};
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("validate")
    .description("hold the documents against the constitution")
    .option("--all", "every session of the project")
    .option("--all-projects", "every session of every project")
    .option("--through <stage>", "only up to this stage")
    .option("--claimed", "only what is claimed: signed-off stages, and sessions in review or complete")
    .option("--strict", "warnings fail too")
    .option("--no-strict", "warnings do not fail, whatever the config says")
    .option("--rule <id>", "only this rule")
    .option("--record", "store the verdict in this clone's session_state.json")
    .option("--verbose", "list every finding")
    .action((options: Options) =>
      cli.run(
        command,
        validate({
          ...scopeOf(options),
          ...(options.through === undefined ? {} : { through: options.through }),
          ...(options.strict === undefined ? {} : { strict: options.strict }),
          ...(options.rule === undefined ? {} : { rule: options.rule }),
          claimed: options.claimed === true,
          record: options.record === true,
        }),
        {
          render: (report, { untouched, next }) =>
            renderValidation(report, {
              verbose: options.verbose === true,
              claimedOnly: options.claimed === true,
              whole: options.claimed !== true && options.through === undefined,
              untouched,
              next,
            }),
          exit: (report) => (report.valid ? exitCodes.done : exitCodes.answerIsNo),
        },
      ),
    );
};
