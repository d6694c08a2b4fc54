import type { ResultOf } from "@idse/orchestrator/results/Results";
import { ackStage } from "@idse/orchestrator/use-cases/ackStage";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { sectionNames } from "../../render/sections.ts";

interface Options {
  readonly of: string;
  readonly reason?: string;
  readonly by?: string;
  readonly kind: string;
}

const render = (ack: ResultOf<"acknowledgement">): string => {
  const base = ack.parent === null ? `the ${ack.of}` : `the ${ack.stage} of ${ack.parent}`;
  if (ack.unchanged) {
    return `${ack.session}: nothing changed in ${base} that the ${ack.stage} is not built on already.\n`;
  }
  return `${ack.session}: the ${ack.stage} stands on ${base} as it is now. Read by ${ack.by.name}: ${sectionNames(ack.sections)}.\nNext: ${ack.next}\n`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("ack")
    .description("accept a change upstream that was read, without an edit")
    .argument("<stage>", "the stage that stays as it is")
    .requiredOption("--of <base>", "what changed: a stage it is built on, or parent")
    .option("--reason <text>", "why it can stay")
    .option("--by <name>", "who read it; without it, who runs the command")
    .option("--kind <kind>", "whether a human or an agent read it", "human")
    .action((stage: string, options: Options) =>
      cli.run(command, ackStage({ stage, ...options }), { render }),
    );
};
