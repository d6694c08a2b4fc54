import { addAgent } from "@idse/orchestrator/use-cases/changeAgents";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { parseList } from "../../options.ts";

interface Options {
  readonly mode?: string;
  readonly stages?: ReadonlyArray<string>;
  readonly role?: string;
  readonly name?: string;
  readonly description?: string;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("add")
    .description("register an agent, behind those that are there")
    .argument("<id>", "how it is called from now on")
    .option("--mode <mode>", "planning, implementation or by-stage")
    .option("--stages <names>", "the stages it takes, as spec,plan", parseList)
    .option("--role <role>", "in a word, what it is for")
    .option("--name <name>", "its name for people")
    .option("--description <text>", "a sentence on it")
    .action((id: string, { mode, stages, role, name, description }: Options) =>
      cli.run(
        command,
        addAgent(id, {
          ...(mode === undefined ? {} : { mode }),
          ...(stages === undefined ? {} : { stages }),
          ...(role === undefined ? {} : { role }),
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
        }),
        {
          render: ({ agent, takes }) =>
            `Added ${agent.id} (${agent.mode}). ${takes.length === 0 ? "Others before it in the file take all of its stages." : `It takes: ${takes.join(", ")}`}\n`,
        },
      ),
    );
};
