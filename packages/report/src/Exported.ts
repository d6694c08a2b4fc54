/** What a report is made of: the value that `idse export` answers with. */
import type { ResultOf } from "@idse/orchestrator/results/Results";

export type Exported = ResultOf<"export">;
export type ExportedSession = Exported["sessions"][number];
export type ExportedStage = ExportedSession["stages"][number];
export type ExportedFinding = Exported["findings"][number];

export const stateNames: Readonly<Record<ExportedStage["state"], string>> = {
  missing: "missing",
  pending: "not begun",
  in_progress: "in progress",
  completed: "completed",
  stale: "stale",
};

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Said in the place of a document that is not to be shown. */
export const absenceOf = ({ state, text }: ExportedStage): string | null => {
  if (text === null) return state === "missing" ? "There is no such document." : "It cannot be read.";
  return state === "pending" ? "Still as its template left it." : null;
};
