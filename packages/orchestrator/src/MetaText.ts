/** The project at a glance as a markdown document: what meta.md holds, and what `idse blueprint report` prints. */
import type { ResultOf } from "./results/Results.ts";

export type Overview = Pick<
  ResultOf<"blueprint-report">,
  "project" | "sessions" | "deliveries" | "feedback" | "claims" | "narrative"
>;

type Session = Overview["sessions"][number];
type Points = Overview["deliveries"];

const begin = "<!-- BEGIN CUSTOM NARRATIVE -->";
const end = "<!-- END CUSTOM NARRATIVE -->";
const placeholder = "Written by people, in `metadata/narrative.md`.";

export const metaText = (overview: Overview): string => {
  const blocks = [
    `# ${overview.project}`,
    "A view of this clone, made by `idse blueprint report --write` and ignored by git.",
    ...registry(overview),
    ...matrix(overview),
    ...lineage(overview),
    ...digest("Delivery Summary", overview.deliveries),
    ...digest("Feedback and Lessons Learned", overview.feedback),
    ...claims(overview),
    "## Meta Narrative",
    // Between the predecessor's marks, so that what stood there only in this file is found again.
    [begin, overview.narrative?.trim() || placeholder, end].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
};

/** What a person wrote into an earlier meta.md, in which the predecessor kept it; null where that is nothing. */
export const narrativeIn = (text: string): string | null => {
  const [, after] = text.split(begin);
  const said = after?.split(end)[0]?.trim();
  return said === undefined || said === "" || said === placeholder ? null : said;
};

/** Of a table: one line, and no bar that would end it. */
const cell = (text: string): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const [head = [], ...body] = rows;
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...body.map(line)].join("\n");
};

const day = (at: string | null): string => at?.slice(0, 10) ?? "";

const percent = ({ completed, total }: Session["progress"]): string =>
  `${Math.round((completed / total) * 100)}% (${completed} of ${total})`;

const isOpen = ({ status }: Session): boolean => status !== "complete" && status !== "archived";

const registry = ({ sessions }: Overview): ReadonlyArray<string> => [
  "## Session Registry",
  sessions
    .filter((one) => isOpen(one) || one.type === "blueprint")
    .map(({ id, name, status }) => {
      const called = name === null || name === id ? "" : `: ${cell(name)}`;
      return `- \`${id}\`${called} (${status ?? "without metadata"})`;
    })
    .join("\n"),
];

const matrix = ({ sessions }: Overview): ReadonlyArray<string> => [
  "## Session Status Matrix",
  table([
    ["Session ID", "Type", "Status", "Owner", "Created", "Progress", "Validation"],
    ...sessions.map((one) => [
      one.id,
      one.type ?? "",
      one.status ?? "",
      one.owner ?? "",
      day(one.createdAt),
      percent(one.progress),
      one.validation,
    ]),
  ]),
];

/** Each session below its parent, drawn once, whatever circles the parents run in. */
export const lineageTree = (sessions: ReadonlyArray<Pick<Session, "id" | "parent" | "status">>): string => {
  const ids = new Set(sessions.map(({ id }) => id));
  const children = new Map<string | null, Array<(typeof sessions)[number]>>();
  for (const one of sessions) {
    const parent = one.parent !== null && ids.has(one.parent) ? one.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const lines: Array<string> = [];
  const drawn = new Set<string>();
  const draw = (one: (typeof sessions)[number], lead: string, branch: string): void => {
    if (drawn.has(one.id)) return;
    drawn.add(one.id);
    const lost = one.parent !== null && !ids.has(one.parent) ? `; its parent ${one.parent} is not here` : "";
    lines.push(`${lead}${branch}${one.id} (${one.status ?? "without metadata"}${lost})`);
    const below = (children.get(one.id) ?? []).filter(({ id }) => !drawn.has(id));
    const inner = branch === "" ? "" : `${lead}${branch.startsWith("`") ? "    " : "|   "}`;
    below.forEach((child, index) => {
      draw(child, inner, index === below.length - 1 ? "`-- " : "|-- ");
    });
  };
  for (const root of children.get(null) ?? []) draw(root, "", "");
  for (const one of sessions) draw(one, "", "");
  return lines.join("\n");
};

const lineage = ({ sessions }: Overview): ReadonlyArray<string> => [
  "## Lineage Graph",
  `\`\`\`text\n${lineageTree(sessions)}\n\`\`\``,
];

const digest = (title: string, found: Points): ReadonlyArray<string> => [
  `## ${title}`,
  ...(found.length === 0
    ? ["Nothing yet."]
    : found.map(({ session, points }) => `### ${session}\n\n${points.map((one) => `- ${one}`).join("\n")}`)),
];

const claims = ({ claims: all }: Overview): ReadonlyArray<string> => {
  const held = all.filter(({ status }) => status === "active");
  const ended = all.filter(({ status }) => status !== "active");
  return [
    "## Blueprint Promotion Record",
    held.length === 0
      ? "No claim is in force."
      : held
          .map(({ shortId, text, classification, origin, sources }) => {
            const from = sources.map(({ session, stage, line }) => `${session}:${stage}#L${line}`).join(", ");
            return `- ${shortId} ${text} (${classification}, ${origin}; ${from})`;
          })
          .join("\n"),
    "## Demotion Record",
    ended.length === 0
      ? "No claim was taken back."
      : ended
          .map(({ shortId, text, status, ended: why, supersededBy }) => {
            const by = supersededBy === null ? "" : ` by ${supersededBy}`;
            return `- ${shortId} ${text} (${status}${by}, ${day(why?.at ?? null)}: ${why?.reason ?? ""})`;
          })
          .join("\n"),
  ];
};
