/** Sessions as one markdown document, in the order of their stages, with a place for every one of them to link to. */
import { stageDefinition, stageTable } from "@idse/pipeline-artifacts";
import { type Anchor, sessionAnchor, stageAnchor } from "./Anchor.ts";
import { type Resolver, resolverOf } from "./DocumentLinks.ts";
import { documentMarkdown } from "./DocumentMarkdown.ts";
import {
  absenceOf,
  countOf,
  type Exported,
  type ExportedSession,
  type ExportedStage,
  stateNames,
} from "./Exported.ts";
import { plainText } from "./Markup.ts";

/** Names and sentences from elsewhere, as text that means nothing to markdown. */
const words = (text: string): string =>
  plainText(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|~&#]/g, "\\$&");

const anchored = (anchor: Anchor): string => `<a id="${anchor}"></a>`;

const link = (text: string, anchor: Anchor): string => `[${words(text)}](<#${anchor}>)`;

const table = ({ sessions }: Exported): string => {
  const head = ["Session", ...stageTable.map(({ stage }) => stage), "Done"];
  const rows = sessions.map((one) => [
    link(one.id, sessionAnchor(one.id)),
    ...one.stages.map((stage) => link(stateNames[stage.state], stageAnchor(one.id, stage.stage))),
    `${one.progress.completed}/${one.progress.total}`,
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

const headOf = (session: ExportedSession, ids: ReadonlySet<string>): string =>
  [
    session.name === null || session.name === session.id ? "" : words(session.name),
    session.type ?? "",
    session.status?.replace("_", " ") ?? "",
    session.owner === null ? "" : `owner ${words(session.owner)}`,
    session.parent === null
      ? ""
      : `from ${ids.has(session.parent) ? link(session.parent, sessionAnchor(session.parent)) : words(session.parent)}`,
    `${session.progress.completed} of ${session.progress.total} stages completed`,
  ]
    .filter((one) => one !== "")
    .join(" · ");

const standing = (stage: ExportedStage): string => {
  const counts = [
    stage.openMarkers === 0 ? "" : `${stage.openMarkers} open`,
    stage.errors === 0 ? "" : countOf(stage.errors, "error"),
    stage.warnings === 0 ? "" : countOf(stage.warnings, "warning"),
    stage.signedOff === null ? "" : `signed off by ${words(stage.signedOff.by)}`,
  ].filter((one) => one !== "");
  return [stateNames[stage.state], ...counts].join(", ");
};

const part = (session: ExportedSession, stage: ExportedStage, resolver: Resolver): string => {
  const anchor = stageAnchor(session.id, stage.stage);
  const title = `${anchored(anchor)}\n\n### ${stageDefinition(stage.stage).title}`;
  const state = `*${standing(stage)}*${stage.path === null ? "" : ` · \`${stage.path.replaceAll("`", "'")}\``}`;
  const absence = absenceOf(stage);
  if (absence !== null) return `${title}\n\n${state}\n\n*${absence}*`;
  const place = { anchor, depth: 3, resolve: resolver(stage, anchor) };
  return `${title}\n\n${state}\n\n${documentMarkdown(stage.text ?? "", place)}`;
};

export const reportMarkdown = (value: Exported): string => {
  const { project, sessions } = value;
  const resolver = resolverOf(sessions);
  const ids = new Set(sessions.map((one) => one.id));
  const parts = sessions.flatMap((session) => [
    `${anchored(sessionAnchor(session.id))}\n\n## ${words(session.id)}`,
    headOf(session, ids),
    ...session.stages.map((stage) => part(session, stage, resolver)),
  ]);
  return `${[`# ${words(project)}`, table(value), ...parts].join("\n\n")}\n`;
};
