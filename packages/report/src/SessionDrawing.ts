/** The sessions as a drawing: who was spawned from whom, and how far each is. */
import { sessionAnchor } from "./Anchor.ts";
import { countOf, type Exported, type ExportedSession } from "./Exported.ts";
import { Href } from "./Href.ts";
import { element, type Markup, plainText } from "./Markup.ts";
import { forestOf, type Placed } from "./SessionForest.ts";
import { standingOf, standings } from "./Standing.ts";

const rowHeight = 30;
const columnWidth = 310;
const margin = 20;
/** More than so many links would stand between a reader on the keyboard and what comes next; the table has them too. */
const mostStops = 60;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How wide a sign is at most at this size, in pixels; a reader's font is not known here. */
const widthOf = (sign: string): number => (sign.length === 1 && sign < "\u0250" ? 7.5 : 14);

const widest = 210;

interface Label {
  readonly text: string;
  readonly width: number;
}

/** As much of a name as has room. */
const labelOf = (name: string): Label => {
  let width = 0;
  let text = "";
  for (const { segment } of graphemes.segment(name)) {
    width += widthOf(segment);
    if (width > widest) return { text: `${text}…`, width: widest + 14 };
    text += segment;
  }
  return { text, width };
};

interface Point {
  readonly x: number;
  readonly y: number;
}

const pointOf = ({ depth, row }: Placed): Point => ({
  x: margin + depth * columnWidth,
  y: margin + row * rowHeight,
});

/** From behind the label of the one to the ring of the other. */
const edge = (from: Point, label: Label, to: Point): Markup => {
  const start = from.x + 22 + label.width;
  const end = to.x - 12;
  // Straight to the room between the columns, then down: many children make one stem.
  const bend = end - 40;
  return element("path", {
    class: "edge",
    d: `M${start} ${from.y}H${bend}C${bend + 20} ${from.y} ${bend + 20} ${to.y} ${end} ${to.y}`,
  });
};

const node = (
  session: ExportedSession,
  { index, at, label, stops }: { index: number; at: Point; label: Label; stops: boolean },
): Markup => {
  const { completed, total } = session.progress;
  const standing = standingOf(session);
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
      `${session.id}: ${completed} of ${countOf(total, "stage")} completed, ${standings[standing]}`,
    ),
    element("rect", { x: at.x - 12, y: at.y - 13, width: 32 + label.width, height: 26, rx: 6 }),
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
    element("text", { x: at.x + 15, y: at.y + 4.5 }, label.text),
  );
};

export const sessionDrawing = ({ sessions }: Exported): Markup => {
  const { placed, rows, depth } = forestOf(sessions);
  const index = new Map(sessions.map((one, at) => [one.id, at]));
  const points = new Map(placed.map((one) => [one.id, pointOf(one)]));
  const labels = new Map(placed.map((one) => [one.id, labelOf(plainText(one.id))]));
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
          const label = parent === null ? undefined : labels.get(parent);
          const to = points.get(id);
          return from === undefined || label === undefined || to === undefined ? [] : [edge(from, label, to)];
        }),
        sessions.flatMap((session, at) => {
          const point = points.get(session.id);
          const label = labels.get(session.id);
          if (point === undefined || label === undefined) return [];
          return [node(session, { index: at, at: point, label, stops: sessions.length <= mostStops })];
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
