import type { ResultOf } from "@idse/orchestrator/results/Results";
import { diffStage } from "@idse/orchestrator/use-cases/diffStage";
import type { Command } from "commander";
import * as Effect from "effect/Effect";
import type { Cli } from "../cli.ts";
import { gitHistory } from "../git-history.ts";
import { coloured } from "../render/diff.ts";
import { bold } from "../render/paint.ts";
import { placeOf } from "../render/place.ts";
import { sectionName, sectionNames } from "../render/sections.ts";

type Result = ResultOf<"stage-diff">;
type Compared = Result["of"][number];

const nameOf = ({ of, session, stage }: Compared): string =>
  of === "parent" ? `the ${stage} of ${session}` : `the ${stage}`;

const section = (one: Compared["sections"][number]): string => {
  const head = bold(`${sectionName(one.section)} ${one.change}`);
  return one.patch === null ? `${head}\n` : `${head}\n${coloured(one.patch).trimEnd()}\n`;
};

const compared = (one: Compared, result: Result): string => {
  if (one.sections.length === 0) return `Nothing changed in ${nameOf(one)}.\n`;
  const missing = one.sections.filter((part) => part.before === null && part.change !== "added");
  return [
    `${placeOf(one.path, one.stage, one.session)}\n`,
    ...one.sections.map(section),
    missing.length === 0
      ? ""
      : [
          `The text of before is not here for ${sectionNames(missing.map((part) => part.section))}: this clone did not keep it. ${one.why ?? ""}\n`,
          `Read what stands there now: idse artifact show --stage ${one.stage} --session ${one.session}\n`,
        ].join(""),
    `Read it? idse stage ack ${result.stage} --of ${one.of} --session ${result.session}\n`,
  ]
    .filter(Boolean)
    .join("\n");
};

const render = (result: Result): string => {
  const { stage, session, signedOff, of } = result;
  const unsigned =
    signedOff === null
      ? `Nobody signed off the ${stage} of ${session}, so it is not recorded which texts of its own session it is built on.\nSign it off: idse session set-stage ${session} --stage ${stage} --status completed\n`
      : "";
  const nothing =
    signedOff !== null && of.length === 0 ? `The ${stage} is built on no other document.\n` : "";
  return [unsigned, nothing, ...of.map((one) => compared(one, result))].filter(Boolean).join("\n");
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("diff")
    .description("what changed upstream since a stage was signed off")
    .argument("<stage>", "the stage that is built on it")
    .option("--of <base>", "only this: a stage it is built on, or parent")
    .action((stage: string, options: { of?: string }) =>
      cli.run(command, diffStage(stage, options.of ?? null).pipe(Effect.provide(gitHistory)), { render }),
    );
};
