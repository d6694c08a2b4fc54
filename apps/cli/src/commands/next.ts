import type { ResultOf } from "@idse/orchestrator/results/Results";
import { next } from "@idse/orchestrator/use-cases/next";
import { stageDefinition } from "@idse/pipeline-artifacts";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { bold } from "../render/paint.ts";

const render = (packet: ResultOf<"work-packet">): string => {
  if (packet.stage === null) {
    return `${packet.project}/${packet.session}: all stages are completed.\n`;
  }
  const agent = packet.agent === null ? "" : ` (${packet.agent.id}, ${packet.agent.mode})`;
  const section = (title: string, lines: ReadonlyArray<string>): string =>
    lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
  const path = (entry: { path: string | null; stage: string }): string => entry.path ?? entry.stage;
  return [
    `${bold(`${packet.project}/${packet.session}`)}: ${stageDefinition(packet.stage).verb}${agent}\n`,
    section("Read", packet.read.map(path)),
    section("Write", packet.write.map(path)),
    section(
      "Open",
      packet.findings.map(
        (finding) =>
          `${finding.line === null ? "" : `${finding.line}:${finding.column ?? 1}  `}${finding.message}`,
      ),
    ),
    section("Done when", packet.definitionOfDone === null ? [] : [packet.definitionOfDone]),
    section("Then", packet.commands),
  ].join("");
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("next")
    .description("the next packet of work: what to read, what to write, when it is done")
    .option("--stage <stage>", "the packet of this stage instead")
    .action((options: { stage?: string }) => cli.run(command, next(options.stage ?? null), { render }));
};
