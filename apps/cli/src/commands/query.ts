import { query } from "@idse/orchestrator/use-cases/query";
import { type Command, Option } from "commander";
import type { Cli, GlobalOptions } from "../cli.ts";
import { parseLimit } from "../options.ts";
import { csvQuery, renderQuery } from "../render/query.ts";

interface Options extends GlobalOptions {
  readonly format: "table" | "json" | "csv";
  readonly regex?: true;
  readonly ignoreCase?: true;
  readonly limit?: number;
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("query")
    .description(
      "rows about every session, or the one that --session names: sessions, artifacts, stage-status, unsynced, specs-in-progress, trace-gaps, or text with a pattern",
    )
    .argument("<name>", "one of those above")
    .argument("[pattern]", "what text looks for")
    .addOption(
      new Option("--format <format>", "how to print them").choices(["table", "json", "csv"]).default("table"),
    )
    .option("--regex", "with text: the pattern is a regular expression")
    .option("--ignore-case", "with text: upper and lower case are one")
    .option("--limit <n>", "at most this many rows", parseLimit)
    .action((name: string, pattern: string | undefined) => {
      const { format, regex, ignoreCase, limit } = command.optsWithGlobals<Options>();
      const searches = pattern !== undefined || regex === true || ignoreCase === true;
      const search = searches
        ? { pattern: pattern ?? "", regex: regex === true, ignoreCase: ignoreCase === true }
        : null;
      return cli.run(command, query({ name, search, limit: limit ?? null }), {
        json: format === "json",
        exact: format === "csv",
        render: format === "csv" ? csvQuery : renderQuery,
      });
    });
};
