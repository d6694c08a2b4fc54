/** Sessions and their seven stages as a table of tiles: how far everything is, at a glance. */
import { stageTable } from "@idse/pipeline-artifacts";
import { sessionAnchor, stageAnchor } from "./Anchor.ts";
import { countOf, type Exported, type ExportedSession, type ExportedStage, stateNames } from "./Exported.ts";
import { Href } from "./Href.ts";
import { element, type Markup } from "./Markup.ts";
import { standingOf } from "./Standing.ts";

/** A shape for each state, so that it is not told by colour alone. */
const signs: Readonly<Record<ExportedStage["state"], string>> = {
  missing: "–",
  pending: "○",
  in_progress: "◐",
  completed: "●",
  stale: "▲",
};

const detailsOf = (stage: ExportedStage): string =>
  [
    stateNames[stage.state],
    stage.openMarkers === 0 ? "" : `${stage.openMarkers} open`,
    stage.errors === 0 ? "" : countOf(stage.errors, "error"),
    stage.warnings === 0 ? "" : countOf(stage.warnings, "warning"),
    stage.editedSinceSignOff ? "edited since it was signed off" : "",
  ]
    .filter((one) => one !== "")
    .join(", ");

/** What is wrong with a template that nobody has touched is only that. */
const isBegun = ({ state }: ExportedStage): boolean => state !== "pending" && state !== "missing";

const tile = (session: ExportedSession, stage: ExportedStage): Markup => {
  const details = detailsOf(stage);
  return element(
    "td",
    {},
    element(
      "a",
      {
        class: `tile ${stage.state}`,
        href: Href.to(stageAnchor(session.id, stage.stage)),
        title: `${stage.stage}: ${details}`,
      },
      element("span", { "aria-hidden": "true" }, signs[stage.state]),
      element("span", { class: "unseen" }, details),
      isBegun(stage) && stage.errors > 0 ? element("span", { class: "dot", "aria-hidden": "true" }) : null,
    ),
  );
};

const row = (session: ExportedSession, index: number): Markup => {
  const { completed, total } = session.progress;
  return element(
    "tr",
    { "data-session": index, "data-standing": standingOf(session) },
    element(
      "th",
      { scope: "row" },
      element("a", { href: Href.to(sessionAnchor(session.id)) }, element("bdi", {}, session.id)),
      session.current ? element("span", { class: "tag" }, "current") : null,
      session.name === null || session.name === session.id
        ? null
        : element("span", { class: "name" }, element("bdi", {}, session.name)),
    ),
    session.stages.map((stage) => tile(session, stage)),
    element("td", { class: "figure" }, `${completed}/${total}`),
    element("td", { class: "words" }, session.status?.replace("_", " ") ?? ""),
    element("td", { class: "words" }, element("bdi", {}, session.owner ?? "")),
  );
};

const legend = (): Markup =>
  element(
    "p",
    { class: "legend" },
    (["completed", "in_progress", "stale", "pending", "missing"] as const).map((state) =>
      element(
        "span",
        {},
        element("span", { class: `tile ${state}`, "aria-hidden": "true" }, signs[state]),
        stateNames[state],
      ),
    ),
    element("span", {}, element("span", { class: "dot" }), "has errors"),
  );

export const heatMap = ({ sessions }: Exported): Markup =>
  element(
    "section",
    { id: "stages" },
    element("h2", {}, "Stages"),
    legend(),
    element(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Stages of each session" },
      element(
        "table",
        { class: "heat" },
        element("caption", { class: "unseen" }, "Each session with the state of its seven stages"),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, "Session"),
            stageTable.map(({ stage }) =>
              element("th", { scope: "col", class: "stage" }, element("span", {}, stage)),
            ),
            element("th", { scope: "col" }, "Done"),
            element("th", { scope: "col" }, "Status"),
            element("th", { scope: "col" }, "Owner"),
          ),
        ),
        element("tbody", {}, sessions.map(row)),
      ),
    ),
  );
