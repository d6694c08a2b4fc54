import type { ResultOf } from "@idse/orchestrator/results/Results";
import { type ReportOptions, reportBlueprint } from "@idse/orchestrator/use-cases/blueprint/report";
import { type Command, Option } from "commander";
import type { Cli } from "../../cli.ts";

interface Options extends ReportOptions {
  readonly format: "md" | "json";
}

const render = ({ text, meta, blueprint }: ResultOf<"blueprint-report">): string => {
  const written = [meta, blueprint].flatMap((one) =>
    one === null ? [] : [`${one.path}: ${one.outcome === "written" ? "written" : "is as it should be"}\n`],
  );
  return meta === null ? text : written.join("");
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("report")
    .description(
      "the project at a glance: sessions, progress, lineage, what was delivered and learnt, claims",
    )
    .addOption(new Option("--format <format>", "md or json").choices(["md", "json"]).default("md"))
    .option("--write", "into meta.md, and the claims into blueprint.md")
    .action(({ format, ...options }: Options) =>
      cli.run(command, reportBlueprint(options), { render, json: format === "json" }),
    );
};
