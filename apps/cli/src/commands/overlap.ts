import type { ResultOf } from "@idse/orchestrator/results/Results";
import { overlap } from "@idse/orchestrator/use-cases/overlap";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { count } from "../render/count.ts";
import { bold, dim, yellow } from "../render/paint.ts";
import { placeOf } from "../render/place.ts";
import { sectionName } from "../render/sections.ts";

type Result = ResultOf<"overlap">;

type Session = Result["overlaps"][number]["sessions"][number];

const place = (session: string, one: Session["places"][number]): string =>
  `    ${dim(`${placeOf(one.path, one.stage, session)}:${one.line}:${one.column}`)}\n`;

const render = ({ overlaps, seen, session }: Result): string => {
  const shown = overlaps.map(({ base, stage, section, sessions }) =>
    [
      `${bold(`${sectionName(section)} in the ${stage} of ${base.session}`)}\n`,
      ...sessions.flatMap((one) => [
        `  ${one.session} ${one.how === "changes" ? yellow("changes it") : "cites it"}${one.owner === null ? "" : ` (${one.owner})`}\n`,
        ...one.places.map((at) => place(one.session, at)),
      ]),
      "\n",
    ].join(""),
  );
  const none = session === null ? "No two open sessions" : `No other open session and ${session}`;
  return [
    ...shown,
    overlaps.length === 0 ? `${none} work on the same section.\n` : "",
    `Looked at ${count(seen.openSessions, "open session")}${seen.branch === null ? "" : ` on the branch ${seen.branch}`}. Sessions on other branches cannot be seen from here.\n`,
  ].join("");
};

export const register = (program: Command, cli: Cli): void => {
  const command = program
    .command("overlap")
    .description("open sessions that cite or change the same section")
    .action(() => cli.run(command, overlap, { render }));
};
