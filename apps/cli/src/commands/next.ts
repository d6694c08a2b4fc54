import type { ResultOf } from "@idse/orchestrator/results/Results";
import { next } from "@idse/orchestrator/use-cases/next";
import { stageDefinition } from "@idse/pipeline-artifacts";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { bold } from "../render/paint.ts";

/** Written only over what was read. */
const expecting = (digest: string | null): string => ` --expect ${digest ?? "absent"}`;

const render = (packet: ResultOf<"work-packet">): string => {
  if (packet.stage === null) {
    return `${packet.project}/${packet.session}: all stages are completed.\n`;
  }
  const agent = packet.agent === null ? "" : ` (${packet.agent.id}, ${packet.agent.mode})`;
  const section = (title: string, lines: ReadonlyArray<string>): string =>
    lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
  const of = ` --session ${packet.session}`;
  return [
    `${bold(`${packet.project}/${packet.session}`)}: ${stageDefinition(packet.stage).verb}${agent}\n`,
    section(
      "Read",
      packet.read.map((one) => one.path ?? `idse artifact show --stage ${one.stage}${of}`),
    ),
    section(
      "Write",
      packet.write.map(
        (one) => one.path ?? `idse artifact write --stage ${one.stage}${of}${expecting(one.digest)}`,
      ),
    ),
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
