import type { ResultOf } from "@idse/orchestrator/results/Results";
import { stageDefinition } from "@idse/pipeline-artifacts";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";

type Status = ResultOf<"status">;
type StageRow = Status["stages"][number];

const shade = (state: StageRow["state"], text: string): string => {
  if (state === "completed") return green(text);
  if (state === "stale" || state === "in_progress") return yellow(text);
  return state === "missing" ? red(text) : dim(text);
};

const because = (row: StageRow): string => {
  const reasons = row.staleBecause.map(
    ({ stage, session, sections }) =>
      `${session === null ? "" : `${session}'s `}${stage} changed in ${sections.map((title) => (title === "" ? "its opening" : `"${title}"`)).join(", ")}`,
  );
  if (row.editedSinceSignOff) reasons.push("edited since it was signed off");
  else if (row.signedOff !== null) reasons.push(`signed off by ${row.signedOff.by}`);
  const counts = [
    row.errors > 0 ? `${row.errors} open` : "",
    row.warnings > 0 ? count(row.warnings, "warning") : "",
  ].filter((text) => text !== "");
  return [...reasons, ...(row.state === "pending" ? [] : counts)].join("; ");
};

/** What is to be done for a stage in its state: a stale one wants another look, not another text. */
const verb = (stage: StageRow["stage"], state: StageRow["state"] | undefined): string =>
  state === "stale" ? `read the ${stage} again and sign it off` : stageDefinition(stage).verb;

const nextLine = ({ next, stages, session }: Status): string => {
  if (next !== null) {
    const agent = next.agent === null ? "" : ` (${next.agent})`;
    const state = stages.find((row) => row.stage === next.stage)?.state;
    return `Next: ${verb(next.stage, state)}${agent}: ${next.path ?? `idse artifact write --stage ${next.stage}`}\n`;
  }
  const unsigned = stages.filter((row) => row.signedOff === null).map((row) => row.stage);
  const [first] = unsigned;
  if (first === undefined) return "All stages are completed and signed off.\n";
  return `All stages are completed. Not signed off: ${unsigned.join(", ")}\nNext: idse session set-stage ${session.id} --stage ${first} --status completed\n`;
};

const headLine = ({ project, session, progress }: Status): string => {
  const facts = [session.type, session.status, session.owner === null ? null : `owner ${session.owner}`];
  const known = facts.filter((fact) => fact !== null).join(", ");
  return `${bold(`${project}/${session.id}`)}${known === "" ? "" : `  ${dim(known)}`}  ${progress.completed} of ${progress.total} stages completed\n`;
};

/** How the session stands to each remote, as last seen. */
const syncLines = ({ sync, lastSync }: Status): string =>
  sync
    .map(({ remote, ahead, behind, conflicts }) => {
      const facts = [
        ahead > 0 ? `${ahead} to push` : "",
        behind > 0 ? `${behind} to pull` : "",
        conflicts > 0 ? yellow(`${count(conflicts, "conflict")} (idse sync resolve)`) : "",
      ].filter((fact) => fact !== "");
      const known =
        facts.length > 0 ? facts.join(", ") : lastSync === null ? "never synced" : "in sync when last seen";
      return `Sync with ${remote}: ${known}\n`;
    })
    .join("");

/** The whole table. */
export const renderStatus = (status: Status): string => {
  const rows = status.stages.map((row) => {
    const agent = row.agent === null ? "" : `${row.agent.id} (${row.agent.mode})`;
    return `  ${row.stage.padEnd(14)}  ${shade(row.state, row.state.padEnd(11))}  ${agent.padEnd(30)}  ${because(row)}`.trimEnd();
  });
  return `${headLine(status)}\n${rows.join("\n")}\n\nValidation: ${status.validation}\n${syncLines(status)}${nextLine(status)}`;
};

/** For bare `idse`: the stages by state, and the next step. */
export const renderShort = (status: Status): string => {
  const states = ["completed", "stale", "in_progress", "pending", "missing"] as const;
  const lines = states.flatMap((state) => {
    const names = status.stages.filter((row) => row.state === state).map((row) => row.stage);
    return names.length === 0 ? [] : [`  ${shade(state, state.padEnd(11))}  ${names.join(" ")}\n`];
  });
  return `${headLine(status)}${lines.join("")}${syncLines(status)}${nextLine(status)}`;
};

export const renderProjectStatus = (status: ResultOf<"project-status">): string => {
  const lines = status.sessions.map((row) => {
    const next =
      row.next === null
        ? "done"
        : `next: ${row.next.stage}${row.next.agent === null ? "" : ` (${row.next.agent})`}`;
    const mark = row.current ? "*" : " ";
    const problems = row.problems.map((problem) => `\n      ${red(problem)}`).join("");
    return `${mark} ${row.id.padEnd(32)}  ${String(row.progress.completed)}/${row.progress.total}  ${(row.status ?? "").padEnd(11)}  ${row.validation.padEnd(7)}  ${next}${problems}`;
  });
  const { summary } = status;
  return `${bold(status.project)}: ${count(summary.sessions, "session")}, ${summary.complete} with all stages completed\n\n${lines.join("\n")}\n${status.truncated ? "More were left out by --limit.\n" : ""}`;
};
