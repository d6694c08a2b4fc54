/** The documents of each session, folded until somebody asks. */
import { ArtifactDocument, stageDefinition } from "@idse/pipeline-artifacts";
import { type Anchor, findingsAnchor, sessionAnchor, stageAnchor } from "./Anchor.ts";
import { documentHtml } from "./DocumentHtml.ts";
import { type Resolver, resolverOf } from "./DocumentLinks.ts";
import {
  absenceOf,
  countOf,
  type Exported,
  type ExportedSession,
  type ExportedStage,
  stateNames,
} from "./Exported.ts";
import { findingCounts } from "./FindingList.ts";
import { Href } from "./Href.ts";
import { type Child, element, type Markup } from "./Markup.ts";
import { standingOf, standings } from "./Standing.ts";

const fact = (name: string, value: Child): Markup =>
  element("div", {}, element("dt", {}, name), element("dd", {}, value));

const factsOf = (session: ExportedSession, isHere: (id: string) => boolean): Markup =>
  element(
    "dl",
    { class: "facts" },
    session.name === null ? null : fact("Name", element("bdi", {}, session.name)),
    session.type === null ? null : fact("Type", session.type),
    session.status === null ? null : fact("Status", session.status.replace("_", " ")),
    session.owner === null ? null : fact("Owner", element("bdi", {}, session.owner)),
    session.parent === null
      ? null
      : fact(
          "Spawned from",
          isHere(session.parent)
            ? element(
                "a",
                { href: Href.to(sessionAnchor(session.parent)) },
                element("bdi", {}, session.parent),
              )
            : element("bdi", {}, session.parent),
        ),
    session.tags.length === 0
      ? null
      : fact(
          "Tags",
          session.tags.flatMap((tag, at) => [at === 0 ? "" : ", ", element("bdi", {}, tag)]),
        ),
    session.createdAt === null ? null : fact("Made", session.createdAt.slice(0, 10)),
  );

const signature = ({ signedOff, editedSinceSignOff }: ExportedStage): Child =>
  signedOff === null
    ? null
    : element(
        "p",
        { class: "note" },
        "Signed off by ",
        element("bdi", {}, signedOff.by),
        `${signedOff.kind === "agent" ? " (agent)" : ""} on ${signedOff.at.slice(0, 10)}`,
        editedSinceSignOff ? ", and edited since" : "",
        ".",
      );

const staleness = ({ staleBecause }: ExportedStage): Child =>
  staleBecause.map(({ stage, session, sections }) =>
    element(
      "p",
      { class: "note stale" },
      session === null
        ? `The ${stage} has changed since`
        : ["The ", stage, " of ", element("bdi", {}, session), " has changed since"],
      sections.length === 0 ? "." : [": ", element("bdi", {}, sections.join(", ")), "."],
    ),
  );

const stageCount = (stage: ExportedStage): string =>
  [
    stateNames[stage.state],
    stage.openMarkers === 0 ? "" : `${stage.openMarkers} open`,
    stage.errors === 0 ? "" : countOf(stage.errors, "error"),
    stage.warnings === 0 ? "" : countOf(stage.warnings, "warning"),
  ]
    .filter((one) => one !== "")
    .join(" · ");

const bodyOf = (stage: ExportedStage, anchor: Anchor, resolver: Resolver): Child => {
  const absence = absenceOf(stage);
  if (absence !== null) return element("p", { class: "note" }, absence);
  const place = { anchor, depth: 4, resolve: resolver(stage, anchor) };
  return element("div", { class: "document" }, documentHtml(new ArtifactDocument(stage.text ?? ""), place));
};

const stageBlock = (session: ExportedSession, stage: ExportedStage, resolver: Resolver): Markup => {
  const anchor = stageAnchor(session.id, stage.stage);
  return element(
    "details",
    { class: `stage-block ${stage.state}`, id: anchor },
    element(
      "summary",
      {},
      element("h4", {}, stageDefinition(stage.stage).title),
      element("span", { class: "count" }, stageCount(stage)),
    ),
    element("p", { class: "path" }, element("code", {}, stage.path ?? `${session.id}/${stage.stage}`)),
    staleness(stage),
    signature(stage),
    bodyOf(stage, anchor, resolver),
  );
};

const lacks: Readonly<Record<ExportedSession["gaps"][number]["missing"], string>> = {
  requirement: "belongs to no requirement",
  criterion: "has no acceptance criterion",
  task: "has no task",
  implementation: "is not named in the implementation",
  code: "is not named in the code",
  definition: "is named and defined nowhere",
};

const gapsOf = ({ gaps }: ExportedSession): Child =>
  gaps.length === 0
    ? null
    : element(
        "details",
        { class: "gaps" },
        element("summary", {}, countOf(gaps.length, "gap"), " in the trace"),
        element(
          "ul",
          {},
          gaps.map((gap) =>
            element(
              "li",
              {},
              element("bdi", {}, gap.id),
              ` ${lacks[gap.missing]} `,
              element("code", {}, `${gap.path ?? gap.stage ?? ""}:${gap.line}:${gap.column}`),
            ),
          ),
        ),
      );

const sessionBlock = (
  session: ExportedSession,
  index: number,
  {
    findings,
    resolver,
    isHere,
    open,
  }: {
    readonly findings: string;
    readonly resolver: Resolver;
    readonly isHere: (id: string) => boolean;
    readonly open: boolean;
  },
): Markup => {
  const { completed, total } = session.progress;
  return element(
    "details",
    {
      class: "session",
      id: sessionAnchor(session.id),
      "data-session": index,
      "data-standing": standingOf(session),
      open,
    },
    element(
      "summary",
      {},
      element("h3", {}, element("bdi", {}, session.id)),
      element("span", { class: "count" }, `${completed} of ${total} · ${standings[standingOf(session)]}`),
    ),
    factsOf(session, isHere),
    session.problems.map((problem) => element("p", { class: "note error" }, element("bdi", {}, problem))),
    findings === ""
      ? null
      : element(
          "p",
          { class: "note" },
          element("a", { href: Href.to(findingsAnchor(session.id)) }, findings),
        ),
    gapsOf(session),
    session.stages.map((stage) => stageBlock(session, stage, resolver)),
  );
};

export const sessionDocuments = ({ sessions, findings }: Exported): Markup => {
  const resolver = resolverOf(sessions);
  const ids = new Set(sessions.map((one) => one.id));
  const found = Map.groupBy(findings, ({ session }) => session);
  return element(
    "section",
    { id: "documents" },
    element("h2", {}, "Documents"),
    sessions.map((session, index) =>
      sessionBlock(session, index, {
        findings: findingCounts(found.get(session.id) ?? []),
        resolver,
        isHere: (id) => ids.has(id),
        open: sessions.length === 1,
      }),
    ),
  );
};
