import { createSession } from "@idse/orchestrator/use-cases/createSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

interface Options {
  readonly type?: string;
  readonly from?: string;
  readonly title?: string;
  readonly owner?: string;
  readonly description?: string;
}

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("create")
    .description("make a session and switch to it")
    .argument("[name]", "its id; without one, an id that two clones cannot both choose")
    .option("--type <type>", "feature or exploratory")
    .option("--from <id>", "the parent session, instead of the blueprint")
    .option("--title <text>", "a name for people")
    .option("--owner <name>", "who answers for it")
    .option("--description <text>", "one sentence on what it is for")
    .action((name: string | undefined, options: Options) =>
      cli.run(
        command,
        createSession({
          ...(name === undefined ? {} : { name }),
          ...(options.type === undefined ? {} : { type: options.type }),
          ...(options.from === undefined ? {} : { parent: options.from }),
          ...(options.title === undefined ? {} : { title: options.title }),
          ...(options.owner === undefined ? {} : { owner: options.owner }),
          ...(options.description === undefined ? {} : { description: options.description }),
        }),
        { render: renderChange },
      ),
    );
};
