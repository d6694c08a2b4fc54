import { setStatus } from "@idse/orchestrator/use-cases/changeSession";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-status")
    .description("set a session's status; complete is validated first")
    .argument("<id>", "the session")
    .requiredOption("--status <status>", "draft, in_progress, review, complete or archived")
    .action((id: string, options: { status: string }) =>
      cli.run(command, setStatus(id, options.status), { render: renderChange }),
    );
};
