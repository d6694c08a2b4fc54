import { FilePrimitives } from "@idse/durable-files";
import { doctor } from "@idse/orchestrator/use-cases/doctor/doctor";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { agentSurroundings } from "../doctor/agents.ts";
import { gitFacts } from "../doctor/git.ts";
import { renderDoctor } from "../render/doctor.ts";

declare const IDSE_VERSION: string;

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("doctor")
    .description("what is wrong with this machine, this clone and its agents, and how to mend it")
    .option("--verbose", "what is in order too")
    .action(({ verbose }: { verbose?: true }) =>
      cli.runOnMachine(
        Effect.flatMap(FilePrimitives, (files) =>
          doctor(cli.invocation(command), {
            node: { version: process.versions.node, idse: IDSE_VERSION },
            git: gitFacts,
            agents: (workspace, project) => agentSurroundings(files, workspace, project),
          }),
        ),
        {
          render: (value) => renderDoctor(value, verbose === true),
          exit: ({ summary }) => (summary.problems > 0 ? 1 : 0),
        },
      ),
    );
};
