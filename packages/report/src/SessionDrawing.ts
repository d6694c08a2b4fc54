/** The sessions as a drawing: who was spawned from whom, and how far each is. */
import { sessionAnchor } from "./Anchor.ts";
import { countOf, type Exported, type ExportedSession } from "./Exported.ts";
import { Href } from "./Href.ts";
import { element, type Markup, plainText } from "./Markup.ts";
import { forestOf, type Placed } from "./SessionForest.ts";
import { standingOf, standings } from "./Standing.ts";

const rowHeight = 30;
const columnWidth = 260;
const margin = 20;
/** More than so many links would stand between a reader on the keyboard and what comes next; the table has them too. */
const mostStops = 60;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

const cut = (text: string, most: number): string => {
  const signs = [...graphemes.segment(text.slice(0, most * 8))].map((one) => one.segment);
  return signs.length <= most && text.length <= most * 8 ? text : `${signs.slice(0, most - 1).join("")}…`;
};

interface Point {
  readonly x: number;
  readonly y: number;
}

const pointOf = ({ depth, row }: Placed): Point => ({
  x: margin + depth * columnWidth,
  y: margin + row * rowHeight,
});

const edge = (from: Point, to: Point): Markup => {
  const start = from.x + 10;
  const end = to.x - 12;
  // Straight to the room between the columns, then down: many children make one stem.
  const bend = end - 40;
  return element("path", {
    class: "edge",
    d: `M${start} ${from.y}H${bend}C${bend + 20} ${from.y} ${bend + 20} ${to.y} ${end} ${to.y}`,
  });
};

const node = (session: ExportedSession, index: number, at: Point, stops: boolean): Markup => {
  const { completed, total } = session.progress;
  const standing = standingOf(session);
  const name = plainText(session.id);
  return element(
    "a",
    {
      href: Href.to(sessionAnchor(session.id)),
      class: `node ${standing}`,
      "data-session": index,
      tabindex: stops ? null : -1,
    },
    element(
      "title",
      {},
      `${name}: ${completed} of ${countOf(total, "stage")} completed, ${standings[standing]}`,
    ),
    element("rect", { x: at.x - 12, y: at.y - 13, width: columnWidth - 26, height: 26, rx: 6 }),
    element("circle", { class: "track", cx: at.x, cy: at.y, r: 7 }),
    completed === 0
      ? null
      : element("circle", {
          class: "done",
          cx: at.x,
          cy: at.y,
          r: 7,
          pathLength: total,
          "stroke-dasharray": `${completed} ${total}`,
        }),
    element("text", { x: at.x + 15, y: at.y + 4.5 }, cut(name, 27)),
  );
};

export const sessionDrawing = ({ sessions }: Exported): Markup => {
  const { placed, rows, depth } = forestOf(sessions);
  const index = new Map(sessions.map((one, at) => [one.id, at]));
  const points = new Map(placed.map((one) => [one.id, pointOf(one)]));
  const width = margin + (depth + 1) * columnWidth;
  const height = 2 * margin + Math.max(0, rows - 1) * rowHeight;
  const absent = [
    ...new Set(sessions.flatMap(({ parent }) => (parent === null || index.has(parent) ? [] : [parent]))),
  ].sort();
  return element(
    "section",
    { id: "graph" },
    element("h2", {}, "Sessions"),
    element(
      "div",
      {
        class: "scroll",
        tabindex: 0,
        role: "region",
        "aria-label": "Sessions and what they were spawned from",
      },
      element(
        "svg",
        { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Session graph" },
        placed.flatMap(({ id, parent }) => {
          const from = parent === null ? undefined : points.get(parent);
          const to = points.get(id);
          return from === undefined || to === undefined ? [] : [edge(from, to)];
        }),
        placed.flatMap(({ id }) => {
          const at = index.get(id);
          const session = at === undefined ? undefined : sessions[at];
          const point = points.get(id);
          if (session === undefined || at === undefined || point === undefined) return [];
          return [node(session, at, point, sessions.length <= mostStops)];
        }),
      ),
    ),
    absent.length === 0
      ? null
      : element(
          "p",
          { class: "note" },
          "Spawned from what is not shown here: ",
          absent.flatMap((id, at) => [at === 0 ? "" : ", ", element("bdi", {}, id)]),
        ),
  );
};
