import type { ResultOf } from "@idse/orchestrator/results/Results";
import { prime, primeOutside } from "@idse/orchestrator/use-cases/prime";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { layers } from "../layers.ts";

interface Options {
  readonly agent?: string;
  readonly hookJson?: true;
}

/** As hooks take it that answer in JSON; nothing where there is nothing to say. */
const asHookJson = ({ text }: ResultOf<"prime">): string =>
  text === ""
    ? ""
    : `${JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: text } })}\n`;

/** A hook runs in every folder; where there is no workspace it has nothing to say, and that is no failure. */
export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("prime")
    .description("what an agent is told when its session starts")
    .option("--agent <id>", "the agent that is told")
    .option("--hook-json", "as the answer of a hook at the start of a session")
    .action(({ agent, hookJson }: Options) =>
      cli.runOnMachine(
        prime(agent ?? null).pipe(
          Effect.provide(layers(cli.invocation(command))),
          Effect.catchTag("WorkspaceMissing", () => Effect.succeed(primeOutside)),
        ),
        { render: hookJson === true ? asHookJson : ({ text }) => text },
      ),
    );
};
