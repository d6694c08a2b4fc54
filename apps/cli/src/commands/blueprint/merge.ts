import type { ResultOf } from "@idse/orchestrator/results/Results";
import { mergeBlueprint } from "@idse/orchestrator/use-cases/blueprint/merge";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../../cli.ts";
import { gitHistory } from "../../git-history.ts";
import { coloured } from "../../render/diff.ts";
import { bold } from "../../render/paint.ts";
import { placeOf } from "../../render/place.ts";

interface Options {
  readonly stage?: string;
  readonly section?: string;
  readonly dryRun?: true;
  readonly by?: string;
}

type Result = ResultOf<"blueprint-merge">;

const render = ({ sections, dryRun, unchanged, next }: Result): string =>
  [
    ...sections.map(({ path, stage, section, outcome, patch }) => {
      const head = `${placeOf(path, stage, null)}: ${bold(`"${section}"`)} ${outcome === "unchanged" ? "stands there already" : outcome}\n`;
      return patch === null ? head : `${head}${coloured(patch).trimEnd()}\n\n`;
    }),
    dryRun ? "Nothing was written (--dry-run).\n" : unchanged ? "Nothing was changed.\n" : `Next: ${next}\n`,
  ].join("");

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("merge")
    .description("write what a session proposes (## Blueprint: ...) into its parent")
    .argument("<session>", "the session that proposes it")
    .option("--stage <stage>", "only what this document proposes")
    .option("--section <title>", "only this section")
    .option("--dry-run", "show what would change")
    .option("--by <name>", "who decides it; without it, who runs the command")
    .action((id: string, options: Options) =>
      cli.run(command, mergeBlueprint({ id, ...options }).pipe(Effect.provide(gitHistory)), { render }),
    );
};
