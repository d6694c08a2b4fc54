import { planInstructionFiles } from "@idse/agent-files";
import { migrateHere } from "@idse/orchestrator/use-cases/migrate/migrateHere";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { gitIndex } from "../git-index.ts";
import { layers } from "../layers.ts";
import { renderMigration } from "../render/migration.ts";
import { openStore } from "../stores/index.ts";

interface Options {
  readonly from?: string;
  readonly untrack?: true;
  readonly createAgentFiles: boolean;
  readonly dryRun?: true;
}

const details = `
What is found is shown first, and nothing of the source is changed. It reads workspaces of the predecessor (files and
idse.db), the older agency layout, GitHub Spec Kit and OpenSpec. A document that somebody wrote here is never written
over. Run it again at any time: what is done is not done twice.

Not to be confused with "idse store migrate", which sets up the tables of a store.`;

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("migrate")
    .description("bring in what other tools and earlier layouts left here or elsewhere")
    .option("--from <path>", "the folder to migrate; without it, this repository")
    .option("--untrack", "take the views of one clone that git tracks out of its index")
    .option("--no-create-agent-files", "leave AGENTS.md and CLAUDE.md alone where a workspace is made")
    .option("--dry-run", "show the plan and write nothing")
    .addHelpText("after", details)
    .action((options: Options) => {
      const invocation = cli.invocation(command);
      return cli.runOnMachine(
        migrateHere(
          invocation,
          {
            ...(options.from === undefined ? {} : { from: cli.resolve(command, options.from) }),
            dryRun: options.dryRun === true,
            untrack: options.untrack === true,
            git: gitIndex,
            readDatabase: async (bytes, questions) =>
              (await import("../sqlite.ts")).readSqlite(bytes, questions),
            openStore: (settings, root) => openStore(settings, { root, environment: process.env }),
            instructions: options.createAgentFiles ? planInstructionFiles : null,
          },
          (work) => Effect.provide(work, layers(invocation)),
        ),
        { render: renderMigration, exit: ({ summary }) => (summary.drift + summary.problems > 0 ? 1 : 0) },
      );
    });
};
