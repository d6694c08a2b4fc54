import type { ResultOf } from "@idse/orchestrator/results/Results";
import { type Stage, stageDefinition } from "@idse/pipeline-artifacts";
import { count } from "./count.ts";
import { bold, dim, red, yellow } from "./paint.ts";

type Report = ResultOf<"validation-report">;
type Finding = Report["findings"][number];

export interface ReportView {
  readonly verbose: boolean;
  readonly claimedOnly: boolean;
  /** All seven stages were looked at. */
  readonly whole: boolean;
  /** Documents that are as their template left them. */
  readonly untouched: ReadonlyArray<string>;
  /** The step that comes next, with who takes it. */
  readonly next: { readonly stage: Stage; readonly agent: string | null } | null;
}

/** How many findings of a document are shown before the rest is counted. */
const shownPerDocument = 1;

const line = (finding: Finding): string => {
  const place = finding.line === null ? "-" : `${finding.line}:${finding.column ?? 1}`;
  const severity = finding.severity === "error" ? red("error") : yellow("warning");
  return `    ${place}  ${severity}  ${finding.message}  ${dim(finding.rule)}`;
};

const groupBy = <A>(
  items: ReadonlyArray<A>,
  key: (item: A) => string,
): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
};

const documentBlock = (path: string, findings: ReadonlyArray<Finding>, limit: number): string => {
  const [first] = findings;
  const more = findings.length - limit;
  const lines = findings.slice(0, limit).map(line);
  if (more > 0) lines.push(dim(`    ${more} more in this document`));
  return `  ${bold(first?.stage ?? "session")}  ${path}\n${lines.join("\n")}\n`;
};

const sessionBlock = (
  report: Report,
  session: Report["sessions"][number],
  view: ReportView,
  written: number,
): string => {
  const findings = report.findings.filter(
    (one) => one.project === session.project && one.session === session.session,
  );
  const structure = findings.some((one) => one.category === "violation" && one.severity === "error")
    ? "invalid"
    : "valid";
  const content = findings.some((one) => one.category === "open" && one.severity === "error")
    ? "incomplete"
    : "complete";
  const head = `${bold(`${session.project}/${session.session}`)}: structure ${structure}, content ${content}`;
  if (findings.length === 0) return `${head}\n`;
  const documents = [...groupBy(findings, (one) => one.path)];
  // Of the untouched documents the first is the one to begin with; the others only wait.
  const isUntouched = (path: string): boolean => view.untouched.includes(path);
  const first = documents.find(([path]) => isUntouched(path))?.[0];
  const shown = documents.filter(([path]) => view.verbose || path === first || !isUntouched(path));
  const blocks = shown.map(([path, group]) =>
    documentBlock(path, group, view.verbose || !isUntouched(path) ? group.length : shownPerDocument),
  );
  const hidden = documents.length - shown.length;
  const rest =
    hidden > 0
      ? dim(
          `  ${hidden} later ${hidden === 1 ? "stage is" : "stages are"} untouched (--verbose lists them)\n`,
        )
      : "";
  const count = written < 0 ? "" : ` (${written} of 7 stages written)`;
  return `${head}${count}\n\n${blocks.join("")}${rest}`;
};

export const renderValidation = (report: Report, view: ReportView): string => {
  if (report.sessions.length === 0) return "There is no session to validate.\n";
  if (view.claimedOnly && report.claimed.stages === 0) {
    return "Nothing is claimed complete yet, so there is nothing to hold to it.\n";
  }
  const several = report.sessions.length > 1;
  const bad = report.sessions.filter((one) => one.errors + one.warnings > 0);
  const blocks = (several ? bad : report.sessions).map((one) =>
    sessionBlock(report, one, view, several || !view.whole ? -1 : writtenStages(report)),
  );
  return [...blocks, closing(report, view, several)].join("\n");
};

/** Stages of the one session without an error of their own. */
const writtenStages = (report: Report): number => {
  const open = new Set(
    report.findings.filter((one) => one.severity === "error" && one.stage !== null).map((one) => one.stage),
  );
  return 7 - open.size;
};

const closing = (report: Report, view: ReportView, several: boolean): string => {
  const { summary } = report;
  const counts = `${count(summary.errors, "error")}, ${count(summary.warnings, "warning")} in ${count(summary.documents, "document")}${several ? ` of ${summary.sessions} sessions` : ""}.`;
  if (report.valid) return `Valid. ${counts}\n`;
  if (report.structure === "valid" && view.next !== null) {
    const fresh = view.untouched.length === 7 ? "a new project" : "work in progress";
    const agent = view.next.agent === null ? "" : ` (${view.next.agent})`;
    const step = `Normal for ${fresh}. Next: ${stageDefinition(view.next.stage).verb}${agent}.`;
    return `${step}${view.claimedOnly ? "" : " Only what is claimed: idse validate --claimed"}\n`;
  }
  return `Not valid. ${counts}\n`;
};
