import type { ResultOf } from "@idse/orchestrator/results/Results";
import { next } from "@idse/orchestrator/use-cases/next";
import { leaveLines, promptOf, writeLines } from "@idse/orchestrator/WorkPrompt";
import { stageDefinition } from "@idse/pipeline-artifacts";
import { type Command, Option } from "commander";
import type { Cli } from "../cli.ts";
import { bold } from "../render/paint.ts";

interface Options {
  readonly stage?: string;
  readonly agent?: string;
  readonly format: "text" | "json" | "prompt";
}

const changed = ({ staleBecause }: ResultOf<"work-packet">): ReadonlyArray<string> =>
  staleBecause.map(
    ({ stage, session, sections }) =>
      `${session === null ? "" : `${session}'s `}${stage}: ${sections.map((one) => (one === "" ? "its opening" : `"${one}"`)).join(", ")}`,
  );

const render = (packet: ResultOf<"work-packet">): string => {
  if (packet.stage === null) {
    return `${packet.project}/${packet.session}: ${packet.message ?? "nothing to do"}\n`;
  }
  const agent = packet.agent === null ? "" : ` (${packet.agent.id}, ${packet.agent.mode})`;
  const section = (title: string, lines: ReadonlyArray<string>): string =>
    lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
  return [
    `${bold(`${packet.project}/${packet.session}`)}: ${stageDefinition(packet.stage).verb}${agent}\n`,
    section("Not completed before it", packet.waitsFor),
    section("Changed since it was signed off", changed(packet)),
    section(
      "Read",
      packet.read.map(
        (one) => one.path ?? `idse artifact show --stage ${one.stage} --session ${one.session}`,
      ),
    ),
    section("Write", writeLines(packet)),
    section("Leave as it is", leaveLines(packet)),
    section(
      "Open",
      packet.findings.map(
        (finding) =>
          `${finding.line === null ? "" : `${finding.line}:${finding.column ?? 1}  `}${finding.message}`,
      ),
    ),
    section("Done when", packet.definitionOfDone === null ? [] : [packet.definitionOfDone]),
    section("Then", [
      ...packet.commands,
      ...(packet.signOff === null ? [] : [`${packet.signOff} (a person)`]),
    ]),
  ].join("");
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("next")
    .description("the next packet of work: what to read, what to write, when it is done")
    .option("--stage <stage>", "the packet of this stage instead")
    .option("--agent <id>", "the next stage that this agent takes")
    .addOption(
      new Option("--format <format>", "how to print it; prompt is for handing to an agent")
        .choices(["text", "json", "prompt"])
        .default("text"),
    )
    .action(({ stage, agent, format }: Options) =>
      cli.run(command, next(stage ?? null, agent ?? null), {
        render: format === "prompt" ? promptOf : render,
        json: format === "json",
      }),
    );
};
