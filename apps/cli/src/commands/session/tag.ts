import { tagSession } from "@idse/orchestrator/use-cases/changeSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { collect } from "../../options.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("tag")
    .description("add tags to a session, or take them off")
    .argument("<id>", "the session")
    .argument("[tags...]", "tags to add")
    .option("--add <tag>", "a tag to add; may be given several times", collect)
    .option("--remove <tag>", "a tag to take off; may be given several times", collect)
    .action(
      (
        id: string,
        tags: ReadonlyArray<string>,
        options: { add?: ReadonlyArray<string>; remove?: ReadonlyArray<string> },
      ) =>
        cli.run(command, tagSession(id, [...tags, ...(options.add ?? [])], options.remove ?? []), {
          render: renderChange,
        }),
    );
};
