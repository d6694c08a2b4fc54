import { Misuse } from "@idse/orchestrator/Failure";
import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { guardChanges } from "@idse/orchestrator/use-cases/guard";
import { Workspace } from "@idse/orchestrator/Workspace";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { changesIn } from "../guard/changes.ts";
import { guardedFiles } from "../guard/files.ts";
import { count } from "../render/count.ts";

interface Options {
  readonly staged?: true;
  readonly range?: string;
  readonly agent?: string;
}

type Report = ResultOf<"guard-report">;

const render = ({ agent, changes, allowed }: Report): string => {
  if (agent === null) return "No agent is named (--agent, IDSE_AGENT), and a person may change everything.\n";
  const denied = changes.filter(({ verdict }) => verdict === "deny");
  const lines = denied.map(({ path, reason }) => `${path}\n  ${reason ?? ""}\n`);
  return allowed
    ? `${agent} may make these changes: ${count(changes.length, "file")}.\n`
    : `${lines.join("")}${count(denied.length, "change")} of ${agent} denied.\n`;
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("guard")
    .description("what an agent's own hook would say of changed files, for git and for CI")
    .option("--staged", "what is staged for the next commit")
    .option("--range <commits>", "what a range of commits changed, as main..HEAD")
    .option("--agent <id>", "whose changes these are; without it, IDSE_AGENT")
    .action((options: Options) => {
      const { staged, range } = options;
      if ((staged === undefined) === (range === undefined)) {
        return cli.fail(
          new Misuse({ problem: "Say which changes: --staged, or --range.", hint: "idse guard --staged" }),
        );
      }
      const invocation = cli.invocation(command);
      const agent = options.agent ?? (invocation.environment.IDSE_AGENT || null);
      const useCase = Effect.gen(function* () {
        const { root } = yield* Workspace;
        const question = { ...invocation, agent, usual: [] };
        const changes =
          agent === null ? [] : changesIn(root, range === undefined ? { staged: true } : { range });
        if (changes instanceof Misuse) return yield* changes;
        return yield* guardChanges(guardedFiles(root), question, changes);
      });
      return cli.runBesideStore(command, useCase, {
        render,
        exit: ({ allowed }) => (allowed ? exitCodes.done : exitCodes.answerIsNo),
      });
    });
};
