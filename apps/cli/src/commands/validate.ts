import { Misuse } from "@idse/orchestrator/Failure";
import { exitCodes } from "@idse/orchestrator/FailureReport";
import { writeReports } from "@idse/orchestrator/ReportFile";
import { type ValidateOptions, validate } from "@idse/orchestrator/use-cases/validate";
import { type FormatChoice, parseFormats } from "@idse/validation-engine";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli, GlobalOptions } from "../cli.ts";
import { collect } from "../options.ts";
import { renderAccepted, renderValidation } from "../render/validation.ts";

interface Options extends GlobalOptions {
  readonly all?: true;
  readonly allProjects?: true;
  readonly through?: string;
  readonly claimed?: true;
  readonly strict?: boolean;
  readonly rule?: string;
  readonly record?: true;
  readonly verbose?: true;
  readonly format?: ReadonlyArray<string>;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly fix?: true;
  readonly apply?: true;
}

const scopeOf = (options: Options): Pick<ValidateOptions, "scope"> => {
  if (options.allProjects === true) return { scope: "all-projects" };
  return options.all === true ? { scope: "all" } : {};
};

/** What `--json` and `--format` ask for together. */
const formatsOf = (options: Options): ReadonlyArray<FormatChoice> | Misuse => {
  const parsed = parseFormats(options.format ?? []);
  if (!parsed.ok) return new Misuse({ problem: parsed.problem, hint: "idse help validate" });
  const printed = parsed.choices.find((one) => one.file === null);
  if (options.json === true && printed !== undefined && printed.format !== "json") {
    return new Misuse({
      problem: `--json and --format ${printed.format} both want the standard output.`,
      hint: `--format ${printed.format}=FILE`,
    });
  }
  return parsed.choices;
};

/** Two options of which one would be dropped silently. */
const clashOf = (options: Options): { readonly problem: string; readonly hint: string } | undefined => {
  const wide = options.allProjects === true ? "--all-projects" : options.all === true ? "--all" : undefined;
  if (wide === undefined) return undefined;
  const { session, record } = options;
  if (session !== undefined)
    return {
      problem: `${wide} checks every session, and --session one.`,
      hint: `idse validate --session ${session}`,
    };
  return record === true
    ? {
        problem: `--record stores the verdict of one session, and ${wide} checks every one.`,
        hint: "idse validate --record",
      }
    : undefined;
};

/** What would be expected to narrow a fix or to print it otherwise, and does not. */
const notForFixes = [
  "through",
  "claimed",
  "record",
  "format",
  "baseline",
  "updateBaseline",
] as const satisfies ReadonlyArray<keyof Options>;

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

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
    .option(
      "--format <format[=file]>",
      "text, json, github, sarif, gitlab or junit, to a file where one is named; may be given several times",
      collect,
    )
    .option("--baseline <file>", "findings that this file accepts do not count")
    .option("--update-baseline", "accept what is found now: write it to the baseline")
    .option("--fix", "show as a diff what can be mended safely")
    .option("--apply", "with --fix: write it")
    .option("--record", "store the verdict in this clone's session_state.json")
    .option("--verbose", "list every finding")
    .action(async () => {
      const options = command.optsWithGlobals<Options>();
      if (options.apply === true && options.fix !== true) {
        return cli.fail(
          new Misuse({ problem: "--apply goes with --fix.", hint: "idse validate --fix --apply" }),
        );
      }
      if (options.fix === true) {
        const other = notForFixes.find((name) => options[name] !== undefined);
        if (other !== undefined) {
          const problem = `--fix mends all that it can, and takes no --${dashed(other)}.`;
          return cli.fail(new Misuse({ problem, hint: "idse help validate" }));
        }
        const { fixDocuments } = await import("./validate-fix.ts");
        return fixDocuments(cli, command, {
          ...scopeOf(options),
          ...(options.rule === undefined ? {} : { rule: options.rule }),
          apply: options.apply === true,
        });
      }
      const clash = clashOf(options);
      if (clash !== undefined) return cli.fail(new Misuse(clash));
      const formats = formatsOf(options);
      if (formats instanceof Misuse) return cli.fail(formats);
      return report(cli, command, options, formats);
    });
};

const report = async (cli: Cli, command: Command, options: Options, formats: ReadonlyArray<FormatChoice>) => {
  const others = formats.some((one) => one.file !== null || (one.format !== "text" && one.format !== "json"));
  const { print } = others ? await import("../render/reports.ts") : { print: () => "" };
  const printed = formats.find((one) => one.file === null)?.format ?? "text";
  const useCase = validate({
    ...scopeOf(options),
    ...(options.through === undefined ? {} : { through: options.through }),
    ...(options.strict === undefined ? {} : { strict: options.strict }),
    ...(options.rule === undefined ? {} : { rule: options.rule }),
    ...(options.baseline === undefined ? {} : { baseline: cli.resolve(command, options.baseline) }),
    updateBaseline: options.updateBaseline === true,
    claimed: options.claimed === true,
    record: options.record === true,
  }).pipe(
    Effect.tap((answer) =>
      writeReports(
        formats.flatMap(({ format, file }) =>
          file === null ? [] : [{ path: cli.resolve(command, file), text: print(format, answer) }],
        ),
      ),
    ),
  );
  return cli.run(command, useCase, {
    json: printed === "json",
    exact: printed !== "text",
    render: (value, answer) =>
      printed === "text" && answer.acceptedIn !== null
        ? renderAccepted(value, answer.acceptedIn)
        : printed === "text"
          ? renderValidation(value, {
              verbose: options.verbose === true,
              claimedOnly: options.claimed === true,
              strictBy: !answer.strict ? null : options.strict === true ? "option" : "config",
              whole: options.claimed !== true && options.through === undefined,
              untouched: answer.untouched,
              next: answer.next,
            })
          : print(printed, answer),
    exit: (value) => (value.valid || options.updateBaseline === true ? exitCodes.done : exitCodes.answerIsNo),
  });
};
