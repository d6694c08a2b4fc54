import type { ResultOf } from "@idse/orchestrator/results/Results";
import { sessions } from "@idse/orchestrator/use-cases/sessions";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { parseLimit } from "../options.ts";
import { count } from "../render/count.ts";
import { bold, red } from "../render/paint.ts";
import { columns } from "../render/table.ts";

const render = (list: ResultOf<"session-list">): string => {
  const rows = list.sessions.map((one) => [
    `${one.current ? "*" : " "} ${one.id}`,
    one.type ?? "-",
    one.status ?? "-",
    one.owner ?? "-",
    `${one.progress.completed}/${one.progress.total}`,
    one.parent === null ? "" : `from ${one.parent}`,
    one.tags.join(" "),
  ]);
  const problems = list.sessions.flatMap((one) =>
    one.problems.map((problem) => `  ${red(one.id)}: ${problem}\n`),
  );
  const { statistics: s } = list;
  const counts = [
    count(s.total, "session"),
    `${s.blueprint} blueprint`,
    `${s.feature} feature`,
    `${s.exploratory} exploratory`,
    `${s.orphaned} orphaned`,
    `${s.withoutMetadata} without metadata`,
  ].join(", ");
  return [
    `${bold(list.project)}\n`,
    columns(rows, ""),
    problems.length === 0 ? "" : `\nProblems\n${problems.join("")}`,
    `\n${counts}\n`,
    list.truncated ? "More were left out by --limit.\n" : "",
  ].join("");
};

interface Options {
  readonly type?: string;
  readonly status?: string;
  readonly tag?: string;
  readonly owner?: string;
  readonly orphaned?: true;
  readonly withoutMetadata?: true;
  readonly limit?: number;
}

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("sessions")
    .description("the sessions of the project, newest first")
    .option("--type <type>", "blueprint, feature or exploratory")
    .option("--status <status>", "draft, in_progress, review, complete or archived")
    .option("--tag <tag>", "those with this tag")
    .option("--owner <name>", "those of this owner")
    .option("--orphaned", "those whose parent is not there")
    .option("--without-metadata", "those without readable metadata")
    .option("--include-legacy", "accepted for older scripts; sessions without metadata are always listed")
    .option("--limit <n>", "at most this many", parseLimit)
    .action((options: Options) => cli.run(command, sessions(options), { render }));
};
