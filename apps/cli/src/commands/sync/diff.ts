import type { ResultOf } from "@idse/orchestrator/results/Results";
import { syncDiff } from "@idse/orchestrator/use-cases/sync/diff";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { gitHistory } from "../../git-history.ts";
import { openRemote } from "../../layers.ts";
import { coloured } from "../../render/diff.ts";
import { bold } from "../../render/paint.ts";
import { nameOf } from "../../render/sync.ts";

type Result = ResultOf<"sync-diff">;

const render = ({ documents, remote }: Result): string => {
  if (documents.length === 0) return `Nothing differs from ${remote}.\n`;
  return documents
    .map(
      ({ ref, patch, case: name }) =>
        `${bold(nameOf(ref))}  ${name}\n${bold(`--- ${remote}`)}\n${bold("+++ here")}\n${patch === null ? "The two have too little in common to be compared.\n" : coloured(patch)}`,
    )
    .join("\n");
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("diff")
    .description("what differs between here and the remote, as text")
    .argument("[documents...]", "as spec, checkout/spec, checkout/, or a path; without any, all that differ")
    .option("--remote <name>", "which remote, where there are several")
    .option("--all", "the whole project, not only the session")
    .action((documents: ReadonlyArray<string>, options: { remote?: string; all?: true }) =>
      cli.run(
        command,
        syncDiff({ remote: options.remote ?? null, all: options.all === true, documents }, openRemote).pipe(
          Effect.provide(gitHistory),
        ),
        { render },
      ),
    );
};
