import { readFile } from "node:fs/promises";
import { Misuse } from "@idse/orchestrator/Failure";
import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { type Choice, resolve, showConflicts } from "@idse/orchestrator/use-cases/sync/resolve";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { coloured } from "../../render/diff.ts";
import { nameOf } from "../../render/sync.ts";

interface Options {
  readonly ours?: true;
  readonly theirs?: true;
  readonly merged?: true;
  readonly markers?: true;
  readonly file?: string;
  readonly remote?: string;
}

const choices = ["ours", "theirs", "merged", "markers"] as const satisfies ReadonlyArray<Choice>;

const readText = async (file: string): Promise<string | Misuse> => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    const why =
      error instanceof TypeError ? "it is not UTF-8" : error instanceof Error ? error.message : String(error);
    return new Misuse({ problem: `${file} cannot be read: ${why}` });
  }
};

const renderConflicts = ({ conflicts, threeWay }: ResultOf<"sync-conflicts">): string => {
  if (conflicts.length === 0) return "Nothing is in conflict.\n";
  const lines = conflicts.map((one) => `${nameOf(one.ref)} (${one.remote}): ${one.reason}\n`);
  const name = conflicts[0] === undefined ? "" : nameOf(conflicts[0].ref);
  const how =
    threeWay === null
      ? `See one: idse sync resolve ${name}\n`
      : `Decide: idse sync resolve ${name} --ours, --theirs, or --merged --file FILE\nOr with markers in the document: idse sync resolve ${name} --markers\n`;
  return `${lines.join("")}${threeWay === null ? "" : `\n${coloured(threeWay)}\n`}${how}`;
};

const renderResolution = ({ ref, resolution, next }: ResultOf<"sync-resolution">): string => {
  const name = nameOf(ref);
  const done = {
    ours: `${name} stays as it is here.`,
    theirs: `${name} is the remote's text now; what stood here is in the trash.`,
    merged: `${name} is settled.`,
    markers: `The markers stand in ${name}. Edit it, then settle it.`,
  };
  return `${done[resolution]}\nNext: ${next}\n`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("resolve")
    .description("see conflicts, and decide about one")
    .argument("[document]", "as spec, checkout/spec, or a path; without one, all conflicts are listed")
    .option("--ours", "what stands here")
    .option("--theirs", "what the remote has")
    .option("--merged", "what stands here now, after you merged it, or the text of --file")
    .option("--file <path>", "with --merged: the text")
    .option("--markers", "write all three texts into the document, between the usual conflict markers")
    .option("--remote <name>", "which remote, where there are several")
    .action(async (document: string | undefined, options: Options) => {
      const chosen = choices.filter((one) => options[one] === true);
      const [choice] = chosen;
      const problem =
        chosen.length > 1
          ? `--${chosen.join(" and --")} are two decisions.`
          : choice !== undefined && document === undefined
            ? `--${choice} needs a document.`
            : options.file !== undefined && choice !== "merged"
              ? "--file goes with --merged."
              : undefined;
      if (problem !== undefined) return cli.fail(new Misuse({ problem, hint: "idse help sync resolve" }));
      const remote = options.remote ?? null;
      if (document === undefined || choice === undefined) {
        return cli.run(command, showConflicts(document ?? null, remote), {
          render: renderConflicts,
          exit: ({ conflicts }) => (conflicts.length > 0 ? exitCodes.conflict : exitCodes.done),
        });
      }
      const text = options.file === undefined ? null : await readText(cli.resolve(command, options.file));
      if (text instanceof Misuse) return cli.fail(text);
      return cli.run(command, resolve({ document, remote, choice, text }), { render: renderResolution });
    });
};
