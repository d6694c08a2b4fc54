import { setStage } from "@idse/orchestrator/use-cases/setStage";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { renderChange } from "../../render/change.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("set-stage")
    .description("sign a stage off (completed), or take that back (in_progress)")
    .argument("<id>", "the session")
    .requiredOption("--stage <stage>", "the stage")
    .requiredOption("--status <status>", "completed, in_progress or pending")
    .option("--kind <kind>", "whether a human or an agent signs", "human")
    .option("--by <name>", "who signs; without it, who runs the command")
    .action((id: string, options: { stage: string; status: string; by?: string; kind: string }) =>
      cli.run(command, setStage({ id, ...options }), { render: renderChange }),
    );
};
