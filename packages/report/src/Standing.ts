/** Where a session stands in a word, by which a reader chooses what to look at. */
import type { ExportedSession } from "./Exported.ts";

export const standings = {
  attention: "needs attention",
  progress: "in progress",
  complete: "complete",
  untouched: "not begun",
} as const;

export type Standing = keyof typeof standings;

/** An open place of a document that somebody is writing is work, and no reason to look. */
export const standingOf = ({ stages, problems, progress }: ExportedSession): Standing => {
  const written = stages.filter((one) => one.state !== "pending" && one.state !== "missing");
  if (problems.length > 0 || written.some((one) => one.state === "stale" || one.editedSinceSignOff))
    return "attention";
  if (written.some((one) => one.signedOff !== null && one.errors > 0)) return "attention";
  if (progress.completed === progress.total) return "complete";
  return written.length === 0 ? "untouched" : "progress";
};
