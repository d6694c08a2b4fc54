/** Outcomes as a table: of text for a terminal, and of Markdown for docs/agents.md. */
import { type Check, checks, meaning, type Outcomes } from "./checks.ts";

export interface Row {
  readonly agent: string;
  readonly version: string;
  /** Or why there are none. */
  readonly outcomes: Outcomes | string;
}

const mark = ({ outcomes }: Row, check: Check): string => {
  if (typeof outcomes === "string") return "not run";
  return outcomes[check] === null ? "ok" : "failed";
};

export const hasFailed = ({ outcomes }: Row): boolean =>
  typeof outcomes === "string" || Object.values(outcomes).some((outcome) => outcome !== null);

const cells = (rows: ReadonlyArray<Row>): ReadonlyArray<ReadonlyArray<string>> => [
  ["Agent", "Version", ...checks],
  ...rows.map((row) => [row.agent, row.version, ...checks.map((check) => mark(row, check))]),
];

export const textTable = (rows: ReadonlyArray<Row>): string => {
  const lines = cells(rows);
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

export const problemsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<string> =>
  rows.flatMap(({ agent, outcomes }) =>
    typeof outcomes === "string"
      ? [`${agent}: not run: ${outcomes}`]
      : checks.flatMap((check) =>
          outcomes[check] === null ? [] : [`${agent}: ${check}: ${outcomes[check]}`],
        ),
  );

export const markdownTable = (rows: ReadonlyArray<Row>): string => {
  const [head = [], ...rest] = cells(rows);
  const line = (row: ReadonlyArray<string>): string => `| ${row.join(" | ")} |`;
  const legend = checks.map((check) => `- ${check}: ${meaning[check]}`);
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rest.map(line), "", ...legend].join("\n");
};
