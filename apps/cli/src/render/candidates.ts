/** Candidates for claims as text: each with where it stands, what the gate says, and the command that would promote it. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { asTyped } from "./hint.ts";
import { bold, dim, green, yellow } from "./paint.ts";
import { placeOf } from "./place.ts";

type Candidates = ResultOf<"claim-candidates">;
type Candidate = Candidates["candidates"][number];
type Source = Candidate["sources"][number];

/** More places than this tell a reader no more. */
const mostSources = 8;

const sourceLine = ({ path, stage, session, line, signedOff, copyOf }: Source): string => {
  const signed =
    signedOff === null ? "not signed off" : `signed off ${signedOff.at.slice(0, 10)} by ${signedOff.by}`;
  const standing =
    copyOf === null ? signed : `taken over from ${copyOf.session}:${copyOf.stage}, does not count`;
  return `  ${dim(`${placeOf(path, stage, session)}:${line}`)}  ${standing}\n`;
};

const gateLines = ({ allowed, unmet }: Candidate["gate"]): string =>
  allowed
    ? `  The gate ${green("would let it through")}.\n`
    : `  The gate ${yellow("would not let it through yet")}:\n${unmet.map(({ code, message }) => `    ${code}: ${message}\n`).join("")}`;

/** Hints say how idse was started; what a claim says of idse stays as its documents say it. */
const command = (next: string): string => {
  const claim = next.indexOf("'");
  return `  ${asTyped(next.slice(0, claim))}${next.slice(claim)}\n`;
};

const candidateLines = ({ text, sessions, stages, sources, gate, takenBack, next }: Candidate): string => {
  const more = sources.length - mostSources;
  return [
    `${bold(text)}\n`,
    `  ${count(sessions, "session")}, ${count(stages, "stage")}\n`,
    ...sources.slice(0, mostSources).map(sourceLine),
    more > 0 ? `  and in ${more} more; all with --json\n` : "",
    takenBack === null
      ? ""
      : `  It was a claim, and was taken back ${takenBack.at.slice(0, 10)} by ${takenBack.by}: ${takenBack.reason}\n`,
    gateLines(gate),
    command(next),
  ].join("");
};

const inForce = ({ inForce: number }: Candidates["statistics"]): string =>
  number === 0
    ? ""
    : ` ${number} more ${number === 1 ? "is a claim" : "are claims"} in force: ${asTyped("idse blueprint claims")}`;

export const renderCandidates = ({ candidates, statistics, minSessions, truncated }: Candidates): string => {
  const read = `${count(statistics.documents, "document")} of ${count(statistics.sessions, "session")} read`;
  if (statistics.candidates === 0) {
    const already = statistics.inForce === 0 ? "" : " that is not a claim in force";
    return `No sentence stands in at least ${minSessions} sessions and 2 stages${already} (${read}).\n`;
  }
  return [
    `${candidates.map(candidateLines).join("\n")}\n`,
    `${count(statistics.candidates, "candidate")} (${read}).${inForce(statistics)}\n`,
    "Whether one holds for the whole project a person decides, with a class in the place of CLASS.\n",
    truncated ? "More were left out by --limit.\n" : "",
  ].join("");
};
