/** List entries as rules ask for them. */
import type { ArtifactDocument, ListEntry, Section } from "@idse/pipeline-artifacts";

/** Half-open, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Entries that stand in no other entry, of the whole document or of some sections. */
export const topEntries = (
  document: ArtifactDocument,
  sections?: ReadonlyArray<Section>,
): ReadonlyArray<ListEntry> => {
  const isInside =
    sections === undefined
      ? () => true
      : standingIn(sections.map(({ body: { start, end } }) => ({ start: start.offset, end: end.offset })));
  let end = 0;
  return document.listEntries.filter(({ range }) => {
    if (range.start.offset < end) return false;
    end = range.end.offset;
    return isInside(range.start.offset);
  });
};

/** Whether an offset lies in one of these spans, which lie in each other or apart, by their start. */
export const standingIn = (spans: ReadonlyArray<Span>): ((offset: number) => boolean) => {
  // Only the outermost count, and those lie apart.
  const outer: Array<Span> = [];
  for (const span of spans) if (span.start >= (outer.at(-1)?.end ?? 0)) outer.push(span);
  const starts = outer.map((one) => one.start);
  return (offset) => {
    const last = outer[countUpTo(starts, offset) - 1];
    return last !== undefined && offset < last.end;
  };
};

/** How many of some ascending numbers are not above a limit. */
export const countUpTo = (numbers: ReadonlyArray<number>, limit: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};
