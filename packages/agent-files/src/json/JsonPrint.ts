/** JSON as it is written into a text that is there: with its indentation, its line ends, or all on one line. */
import type { Json } from "./JsonText.ts";

export interface Layout {
  /** Null: on one line. */
  readonly lineEnd: string | null;
  /** What the line begins with on which the value begins. */
  readonly indent: string;
  /** One more level. */
  readonly unit: string;
}

/**
 * A bracket that holds members or objects has white space behind it, always: by that it is known to be
 * of our making when it is taken out again.
 */
export const printValue = (value: Json, layout: Layout): string => {
  if (Array.isArray(value)) {
    const items = value.map((one) => printValue(one, deeper(layout)));
    if (value.every((one) => typeof one !== "object")) return `[${items.join(", ")}]`;
    return enclosed("[", items, "]", layout);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => printMember(name, one, deeper(layout)));
  return members.length === 0 ? "{}" : enclosed("{", members, "}", layout);
};

export const printMember = (name: string, value: Json, layout: Layout): string =>
  `${JSON.stringify(name)}: ${printValue(value, layout)}`;

/** A file of its own. */
export const printFile = (value: Json): string =>
  `${printValue(value, { lineEnd: "\n", indent: "", unit: "  " })}\n`;

const deeper = (layout: Layout): Layout => ({ ...layout, indent: layout.indent + layout.unit });

const enclosed = (open: string, items: ReadonlyArray<string>, close: string, layout: Layout): string => {
  const { lineEnd, indent, unit } = layout;
  if (lineEnd === null) return `${open} ${items.join(", ")} ${close}`;
  const lines = items.join(`,${lineEnd}${indent}${unit}`);
  return `${open}${lineEnd}${indent}${unit}${lines}${lineEnd}${indent}${close}`;
};
