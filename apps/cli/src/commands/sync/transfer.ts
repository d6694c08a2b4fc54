/** What push and pull have in common: their options, progress, and the exit code of what came of it. */
import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { transfer } from "@idse/orchestrator/use-cases/sync/transfer";
import { type Command, Option } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { gitHistory } from "../../git-history.ts";
import { openRemote } from "../../layers.ts";
import { collect } from "../../options.ts";
import { renderPlan, renderResult } from "../../render/sync.ts";
import { type ProgressMode, progressTo } from "./progress.ts";

export interface TransferFlags {
  readonly remote?: string;
  readonly all?: true;
  readonly dryRun?: true;
  readonly force?: true;
  readonly fresh?: true;
  readonly removed?: ReadonlyArray<string>;
  readonly restore?: ReadonlyArray<string>;
  readonly revert?: ReadonlyArray<string>;
  readonly progress?: ProgressMode;
  readonly verbose?: true;
}

export const addTransferOptions = (command: Command): void => {
  command
    .option("--remote <name>", "which remote, where there are several")
    .option("--all", "the whole project, not only the session")
    .option("--dry-run", "show the plan that would be carried out and write nothing")
    .option(
      "--removed <document>",
      "it was removed on one side: remove it on the other (repeatable)",
      collect,
    )
    .option("--restore <document>", "it is absent on one side: bring it back (repeatable)", collect)
    .option("--revert <document>", "its earlier text here is wanted again (repeatable)", collect)
    .option("--force", "carry out a plan that looks like an accident")
    .option("--fresh", "list the whole remote, not only what changed there")
    .option("--verbose", "name every document")
    .addOption(
      new Option("--progress <how>", "on stderr: by itself only on a terminal").choices(["json", "none"]),
    );
};

type Result = ResultOf<"sync-result">;
type Item = Result["items"][number];

const isHere = ({ action }: Item): boolean => ["pull", "merge", "remove-local"].includes(action);

/** A remote that failed may answer later; a conflict waits for a person. The former is said first. */
const exitOf = ({ items, earned, hostile }: Result): number => {
  if (earned) return exitCodes.done;
  const failed = items.filter(({ outcome }) => outcome === "failed" || outcome === "unknown");
  if (failed.some((item) => !isHere(item)) || items.some((item) => item.case === "unknown"))
    return exitCodes.remoteFailed;
  if (failed.length > 0) return exitCodes.machineFailed;
  return items.length === 0 && hostile.length > 0 ? exitCodes.remoteFailed : exitCodes.conflict;
};

export const runTransfer = (
  command: Command,
  cli: Cli,
  direction: "push" | "pull",
  flags: TransferFlags,
): Promise<void> => {
  const progress = progressTo(process.stderr, flags.progress);
  const useCase = transfer(
    direction,
    {
      remote: flags.remote ?? null,
      all: flags.all === true,
      dryRun: flags.dryRun === true,
      force: flags.force === true,
      fresh: flags.fresh === true,
      removed: flags.removed ?? [],
      restore: flags.restore ?? [],
      revert: flags.revert ?? [],
      onStep: progress.step,
    },
    openRemote,
  ).pipe(Effect.provide(gitHistory));
  const verbose = flags.verbose === true;
  return cli
    .run(command, useCase, {
      render: (value) => {
        progress.end();
        return value.kind === "sync-plan"
          ? renderPlan(value, { verbose, dryRun: true })
          : renderResult(value, { verbose });
      },
      exit: (value) => (value.kind === "sync-plan" ? exitCodes.done : exitOf(value)),
    })
    .finally(progress.end);
};
