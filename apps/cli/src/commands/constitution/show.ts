import { showEntry } from "@idse/orchestrator/use-cases/constitution";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderEntry } from "../../render/constitution.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("show")
    .description("a rule with its reason and examples, or an article in full")
    .argument("<name>", "a rule, as article-3/one-title or one-title, or an article, as III or 3")
    .action((name: string) => cli.run(command, showEntry(name), { render: renderEntry }));
};
