/** A trace as a table for a person, as CSV for a spreadsheet, and as a diagram that GitHub draws. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { printCsv } from "./csv.ts";
import { bold, dim, green, yellow } from "./paint.ts";
import { placeOf as documentPlace } from "./place.ts";
import { plain } from "./plain.ts";
import { columns } from "./table.ts";

type Trace = ResultOf<"trace">;
type Row = Trace["rows"][number];
type Gap = Trace["gaps"][number];

const lacks: Readonly<Record<Gap["missing"], string>> = {
  requirement: "belongs to no requirement",
  criterion: "has no acceptance criterion",
  task: "has no task",
  implementation: "is not named in the implementation",
  code: "is not named in the code",
  definition: "is named in the code and defined nowhere",
};

const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
};

/** `Task 1.1, 1.2 and 3 more`: a beginning that repeats is said once. */
const listed = (ids: ReadonlyArray<string>, most = 4): string => {
  const shown = ids.slice(0, most).map((id, index) => {
    const [, word = ""] = /^(\D+ )/.exec(id) ?? [];
    return index > 0 && word !== "" && ids[index - 1]?.startsWith(word) === true ? id.slice(word.length) : id;
  });
  return ids.length <= most ? shown.join(", ") : `${shown.join(", ")} and ${ids.length - most} more`;
};

const linesOf = (places: ReadonlyArray<{ readonly line: number }>): string =>
  places.length === 0
    ? ""
    : `${places.length === 1 ? "line" : "lines"} ${listed(places.map((one) => String(one.line)))}`;

const placesOf = (places: Row["code"]): string => {
  const files = [...new Set(places.map((one) => one.path))];
  const [first] = files;
  if (first === undefined) return "";
  const name = first.slice(first.lastIndexOf("/") + 1);
  return files.length === 1 ? name : `${name} and ${files.length - 1} more`;
};

const headRow = (code: boolean): ReadonlyArray<string> => [
  "Requirement",
  "",
  "For",
  "Criteria",
  "Tasks",
  "Built",
  ...(code ? ["Code"] : []),
];

const table = ({ rows, items, code }: Trace): string => {
  const titles = new Map(items.map((one) => [one.id, one.title]));
  const withRequirement = rows.filter((row) => row.requirement !== null);
  if (withRequirement.length === 0) return "";
  const cells = withRequirement.map((row) => [
    row.requirement ?? "",
    cut(titles.get(row.requirement ?? "") ?? "", 40),
    listed(row.successCriteria) || "-",
    listed(row.criteria) || "-",
    listed(row.tasks) || "-",
    linesOf(row.implementation) || "-",
    ...(code === null ? [] : [placesOf(row.code) || "-"]),
  ]);
  const [head = "", ...body] = columns([headRow(code !== null), ...cells]).split(/(?<=\n)/);
  return `\n${dim(head)}${body.join("")}`;
};

const gapList = (gaps: ReadonlyArray<Gap>, session: string): string => {
  if (gaps.length === 0) return "";
  const at = (one: Gap): string => documentPlace(one.path, one.stage, session);
  const paths = [...new Set(gaps.map(at))];
  const blocks = paths.map((path) => {
    const lines = gaps
      .filter((one) => at(one) === path)
      .map((one) => [`${one.line}:${one.column}`, one.id, lacks[one.missing], dim(cut(one.title, 60))]);
    return `  ${path}\n${columns(lines, "    ")}`;
  });
  return `\n${bold("Gaps")}\n${blocks.join("")}`;
};

export const renderTrace = (trace: Trace, { gapsOnly }: { readonly gapsOnly: boolean }): string => {
  const { project, session, summary, gaps, items, code } = trace;
  if (items.length === 0 && (code?.places.length ?? 0) === 0) {
    return `${bold(`${project}/${session}`)}: nothing has an identifier yet.\nBegin entries with one, as - **FR-1**: ... in the spec.\n`;
  }
  const counts = [
    summary.successCriteria === 0
      ? ""
      : count(summary.successCriteria, "success criterion", "success criteria"),
    count(summary.requirements, "requirement"),
    count(summary.criteria, "criterion", "criteria"),
    count(summary.tasks, "task"),
    summary.dropped === 0 ? "" : `${summary.dropped} dropped`,
    code === null ? "" : `${count(code.places.length, "mention")} in ${count(code.files, "file")}`,
  ].filter((one) => one !== "");
  const verdict = summary.gaps === 0 ? green("no gaps") : yellow(count(summary.gaps, "gap"));
  return [
    `${bold(`${project}/${session}`)}: ${counts.join(", ")}; ${verdict}\n`,
    gapsOnly ? "" : table(trace),
    gapList(gaps, session),
  ].join("");
};

const csvColumns = [
  "requirement",
  "title",
  "path",
  "line",
  "success_criteria",
  "criteria",
  "tasks",
  "implementation",
  "code",
  "missing",
] as const;

/** Several values in a cell stand apart by `; `. */
const csv = ({ rows, items, gaps }: Trace): string => {
  const byId = new Map(items.map((one) => [one.id, one]));
  const missing = new Map<string, Array<string>>();
  for (const one of gaps) missing.set(one.id, [...(missing.get(one.id) ?? []), one.missing]);
  const lines = rows.map((row) => {
    const own = row.requirement ?? [...row.successCriteria, ...row.criteria, ...row.tasks][0] ?? "";
    const item = byId.get(own);
    return [
      row.requirement ?? "",
      item?.title ?? "",
      item?.path ?? "",
      item === undefined ? "" : String(item.line),
      row.successCriteria.join("; "),
      row.criteria.join("; "),
      row.tasks.join("; "),
      row.implementation.map((one) => `${one.path ?? ""}:${one.line}`).join("; "),
      row.code.map((one) => `${one.path}:${one.line}`).join("; "),
      (missing.get(own) ?? []).join("; "),
    ];
  });
  const unknown = gaps
    .filter((one) => one.missing === "definition")
    .map((one) => ["", "", one.path ?? "", String(one.line), "", "", "", "", `${one.id}`, one.missing]);
  return printCsv([[...csvColumns], ...lines, ...unknown]);
};

/** Letters, digits and plain signs stand for themselves; all else is a code that mermaid resolves. */
const label = (text: string): string =>
  `"${[...plain(text)].map((one) => (/[\p{L}\p{N} .,:/()-]/u.test(one) ? one : `#${one.codePointAt(0)};`)).join("")}"`;

/** GitHub draws no diagram with more edges. */
const mostEdges = 500;

const shapes: Readonly<Record<Trace["items"][number]["kind"], readonly [string, string]>> = {
  "success-criterion": ["([", "])"],
  requirement: ["[", "]"],
  criterion: ["{{", "}}"],
  task: ["[/", "/]"],
  decision: ["[", "]"],
};

const mermaid = ({ rows, items, gaps }: Trace): string => {
  const byId = new Map(items.map((one) => [one.id, one]));
  const nodes = new Map<string, string>();
  const drawn: Array<string> = [];
  const node = (key: string, shown: string, [open, close]: readonly [string, string]): string => {
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const name = `n${nodes.size}`;
    nodes.set(key, name);
    drawn.push(`  ${name}${open}${label(shown)}${close}\n`);
    return name;
  };
  const itemNode = (id: string): string => {
    const item = byId.get(id);
    const title = cut(item?.title ?? "", 40);
    return node(`id ${id}`, title === "" ? id : `${id}: ${title}`, shapes[item?.kind ?? "requirement"]);
  };
  const edges = new Set<string>();
  const tie = (from: string, to: string): void => {
    edges.add(`  ${from} --> ${to}\n`);
  };
  for (const row of rows) {
    const requirement = row.requirement === null ? null : itemNode(row.requirement);
    const before = row.successCriteria.map(itemNode);
    const criteria = row.criteria.map(itemNode);
    const tasks = row.tasks.map(itemNode);
    for (const { path, line, text, ids } of row.implementation) {
      const entry = node(`built ${path}:${line}`, cut(text, 40), ["[(", ")]"]);
      const makers = ids.filter((id) => byId.has(id) && nodes.has(`id ${id}`));
      for (const id of makers) tie(itemNode(id), entry);
    }
    const code = [...new Set(row.code.map((one) => one.path))].map((path) =>
      node(`code ${path}`, path, [">", "]"]),
    );
    if (requirement !== null) {
      for (const one of before) tie(one, requirement);
      for (const one of [...criteria, ...tasks]) tie(requirement, one);
    }
    for (const one of code) tie(requirement ?? tasks[0] ?? criteria[0] ?? before[0] ?? one, one);
  }
  const lacking = [...new Set(gaps.map((one) => nodes.get(`id ${one.id}`)))].filter(
    (one) => one !== undefined,
  );
  const all = [...edges];
  return [
    "flowchart LR\n",
    drawn.length === 0 ? `  n0[${label("Nothing has an identifier yet")}]\n` : drawn.join(""),
    ...all.slice(0, mostEdges),
    all.length > mostEdges
      ? `  %% ${all.length - mostEdges} more lines are left out: GitHub draws ${mostEdges}\n`
      : "",
    lacking.length === 0
      ? ""
      : `  classDef gap stroke-width:3px,stroke-dasharray:5 5\n  class ${lacking.join(",")} gap\n`,
  ].join("");
};

/** Formats for other programs. */
export const traceFormats = { csv, mermaid } as const;
