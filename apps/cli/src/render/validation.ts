/**
 * A report as people read it. What was waived or accepted by a baseline is counted below and listed only
 * where everything is, and never looks like something to do.
 */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { type Stage, stageDefinition } from "@idse/pipeline-artifacts";
import { count } from "./count.ts";
import { bold, dim, red, yellow } from "./paint.ts";
import { placeOf } from "./place.ts";

type Report = ResultOf<"validation-report">;
type Finding = Report["findings"][number];

export interface ReportView {
  readonly verbose: boolean;
  readonly claimedOnly: boolean;
  /** Who says that warnings fail, if they do. */
  readonly strictBy: "option" | "config" | null;
  /** All seven stages were looked at. */
  readonly whole: boolean;
  /** Stages whose documents are as their template left them. */
  readonly untouched: ReadonlyArray<string>;
  /** The step that comes next, with who takes it. */
  readonly next: { readonly stage: Stage; readonly agent: string | null } | null;
}

/** How many findings of a document are shown before the rest is counted. */
const shownPerDocument = 1;

const isCounted = ({ waiver, baselined }: Finding): boolean => waiver === null && !baselined;

/** How much a finding weighs, or why it does not. */
const weight = ({ severity, waiver, baselined }: Finding): string => {
  if (waiver !== null) return dim(`waived: ${waiver.reason}`);
  if (baselined) return dim("accepted by the baseline");
  return severity === "error" ? red("error") : yellow("warning");
};

const line = (finding: Finding): string => {
  const place = finding.line === null ? "-" : `${finding.line}:${finding.column ?? 1}`;
  return `    ${place}  ${weight(finding)}  ${finding.message}  ${dim(finding.rule)}`;
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

/** Of all findings those that are shown. */
const listed = (report: Report, { verbose }: ReportView): ReadonlyArray<Finding> =>
  verbose ? report.findings : report.findings.filter(isCounted);

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
  const findings = listed(report, view).filter(
    (one) => one.project === session.project && one.session === session.session,
  );
  const errors = findings.filter((one) => one.severity === "error" && isCounted(one));
  const structure = errors.some((one) => one.category === "violation") ? "invalid" : "valid";
  const content = errors.some((one) => one.category === "open") ? "incomplete" : "complete";
  const head = `${bold(`${session.project}/${session.session}`)}: structure ${structure}, content ${content}`;
  if (findings.length === 0) return `${head}\n`;
  const documents = [...groupBy(findings, (one) => placeOf(one.path, one.stage, one.session))];
  // Of the untouched documents the first is the one to begin with; the others only wait.
  const waiting = new Set(
    documents.flatMap(([place, [one]]) =>
      one?.stage != null && view.untouched.includes(one.stage) ? [place] : [],
    ),
  );
  const isUntouched = (place: string): boolean => waiting.has(place);
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
  const speaking = new Set(listed(report, view).map((one) => `${one.project}/${one.session}`));
  const shown = report.sessions.filter((one) => !several || speaking.has(`${one.project}/${one.session}`));
  const blocks = shown.map((one) =>
    sessionBlock(report, one, view, several || !view.whole ? -1 : writtenStages(report)),
  );
  return [...repositoryBlocks(report, view), ...blocks, closing(report, view, several)].join("\n");
};

/** Findings of no session, as those about the waivers in the repository's own file. */
const repositoryBlocks = (report: Report, view: ReportView): ReadonlyArray<string> => {
  const findings = listed(report, view).filter((one) => one.session === null);
  return [...groupBy(findings, (one) => placeOf(one.path, one.stage, one.session))].map(
    ([path, group]) => `${bold(path)}\n${group.map(line).join("\n")}\n`,
  );
};

/** Stages of the one session without an error of their own. */
const writtenStages = (report: Report): number => {
  const open = new Set(
    report.findings
      .filter((one) => one.severity === "error" && one.stage !== null && isCounted(one))
      .map((one) => one.stage),
  );
  return 7 - open.size;
};

/** What was found and does not weigh, as more words of a list. */
const setAside = ({ summary }: Report): ReadonlyArray<string> => [
  ...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
  ...(summary.baselined > 0 ? [`${summary.baselined} accepted by the baseline`] : []),
];

const closing = (report: Report, view: ReportView, several: boolean): string => {
  const { summary } = report;
  const found = [count(summary.errors, "error"), count(summary.warnings, "warning"), ...setAside(report)];
  const counts = `${found.join(", ")} in ${count(summary.documents, "document")}${several ? ` of ${summary.sessions} sessions` : ""}.`;
  if (report.valid) return `Valid. ${counts}\n`;
  if (summary.errors === 0) {
    const why = view.strictBy === "config" ? "where the config says strict" : "under --strict";
    return `Not valid: warnings fail ${why}. ${counts}\n`;
  }
  if (report.structure === "valid" && view.next !== null) {
    const fresh = view.untouched.length === 7 ? "a new project" : "work in progress";
    const agent = view.next.agent === null ? "" : ` (${view.next.agent})`;
    const aside = setAside(report);
    const sum = aside.length === 0 ? "" : ` ${aside.join(", ")}.`;
    const step = `Normal for ${fresh}.${sum} Next: ${stageDefinition(view.next.stage).verb}${agent}.`;
    return `${step}${view.claimedOnly ? "" : " Only what is claimed: idse validate --claimed"}\n`;
  }
  return `Not valid. ${counts}\n`;
};

/** What a new baseline accepted. */
export const renderAccepted = ({ summary }: Report, path: string): string =>
  `Accepted ${count(summary.errors + summary.warnings, "finding")} in ${path}: from now on only new ones count.\nNext: git add ${path}\n`;
