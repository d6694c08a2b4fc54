import type { ResultOf } from "@idse/orchestrator/results/Results";
import { sessionInfo } from "@idse/orchestrator/use-cases/sessions";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { bold, red } from "../render/paint.ts";
import { columns } from "../render/table.ts";

const list = (names: ReadonlyArray<string>): string => (names.length === 0 ? "none" : names.join(", "));

const render = (session: ResultOf<"session">): string => {
  const rows: Array<[string, string]> = [
    ["Name", session.name ?? "-"],
    ["Type", session.type ?? "-"],
    ["Status", session.status ?? "-"],
    ["Owner", session.owner ?? "-"],
    ["Collaborators", list(session.collaborators.map((one) => `${one.name} (${one.role})`))],
    ["Tags", list(session.tags)],
    ["Parent", session.parent ?? "none"],
    ["Created", session.createdAt ?? "-"],
    ["Updated", session.updatedAt ?? "-"],
    ["Uid", session.uid ?? "-"],
    ["Progress", `${session.progress.completed} of ${session.progress.total} stages completed`],
    ["Path", session.path ?? "-"],
  ];
  if (session.description !== null) rows.splice(1, 0, ["Description", session.description]);
  if (session.lineage !== null) {
    rows.push(["Ancestors", list(session.lineage.ancestors)]);
    rows.push(["Children", list(session.lineage.children)]);
    rows.push(["Descendants", list(session.lineage.descendants)]);
    rows.push(["Related", list(session.related)]);
  }
  const stages = session.stages.map((one) => [one.stage, one.state]);
  const problems = session.problems.map((problem) => `  ${red(problem)}\n`).join("");
  return `${bold(`${session.project}/${session.id}`)}${session.current ? " (current)" : ""}\n${columns(rows)}\n${columns(stages)}${problems === "" ? "" : `\nProblems\n${problems}`}`;
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("session-info")
    .description("everything known of a session")
    .argument("<id>", "the session")
    .option("--lineage", "its ancestors, children and descendants too")
    .action((id: string, options: { lineage?: true }) =>
      cli.run(command, sessionInfo(id, options.lineage === true), { render }),
    );
};
