/** All that is read from a document at once, and what must hold of every place in it. */
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { conflictMarkersOf } from "../src/ConflictMarker.ts";
import type { MarkdownEngine } from "../src/MarkdownTree.ts";
import { openMarkersOf } from "../src/OpenMarker.ts";
import { sectionFingerprintsOf } from "../src/SectionFingerprint.ts";
import type { SourceRange } from "../src/SourcePosition.ts";

export const readWhole = (text: string, engine: MarkdownEngine) => {
  const document = new ArtifactDocument(text, engine);
  return {
    problem: document.problem,
    headings: document.headings,
    sections: document.sections,
    markers: openMarkersOf(document),
    entries: document.listEntries,
    code: document.codeBlocks,
    tables: document.tables,
    conflicts: conflictMarkersOf(document),
    fingerprints: sectionFingerprintsOf(document),
  };
};

/** At most this many of each kind are looked at, spread over the whole. */
const sampled = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const step = Math.max(1, Math.ceil(all.length / 200));
  return all.filter((_, index) => index % step === 0);
};

/** A sentence for each place that does not hold what was found there. */
export const wrongPlaces = (
  text: string,
  engine: MarkdownEngine,
  found: ReturnType<typeof readWhole>,
): ReadonlyArray<string> => {
  const wrong: Array<string> = [];
  const { lines } = new ArtifactDocument(text, engine);
  const sliceOf = ({ start, end }: SourceRange) => text.slice(start.offset, end.offset);
  const check = (holds: boolean, what: string, range: SourceRange) => {
    if (!holds)
      wrong.push(`${what} at line ${range.start.line}: ${JSON.stringify(sliceOf(range)).slice(0, 60)}`);
  };
  const samePoints = ({ start, end }: SourceRange) =>
    JSON.stringify(lines.range(start.offset, end.offset)) === JSON.stringify({ start, end });

  for (const { heading, body } of sampled(found.sections)) {
    // Below an empty line, or a heading of dashes would be front matter.
    const again = new ArtifactDocument(`\n${sliceOf(heading.range)}`, engine).headings;
    // A heading alone has no definitions, so a link in it shows its brackets.
    const same =
      again.length === 1 &&
      again[0]?.depth === heading.depth &&
      (again[0].text === heading.text || again[0].text.includes("["));
    check(same, "heading", heading.range);
    check(samePoints(heading.range) && samePoints(body), "section", heading.range);
    check(body.start.offset === heading.range.end.offset, "body", body);
  }
  for (const { range } of sampled(found.markers)) {
    check(/^\[[ \t]*requires[ \t]+input[ \t]*(?::.*)?\]$/i.test(sliceOf(range)), "marker", range);
    check(samePoints(range) && range.start.line === range.end.line, "marker", range);
  }
  for (const { range } of sampled(found.entries)) {
    check(/^(?:[*+-]|\d{1,9}[.)])/.test(sliceOf(range)) && samePoints(range), "entry", range);
  }
  for (const range of sampled(found.conflicts)) {
    check(sliceOf(range).startsWith("<<<<<<<") && range.start.column === 1, "conflict", range);
  }
  for (const { value, firstLine, range } of sampled(found.code)) {
    const shown = value.split(/\r\n|\r|\n/)[0]?.trimStart() ?? "";
    const { start, end } = lines.lineRange(Math.min(firstLine, lines.lineCount));
    check(value === "" || sliceOf({ start, end }).includes(shown.replaceAll("\ufffd", "\0")), "code", range);
  }
  for (const { range } of sampled(found.tables))
    check(sliceOf(range).includes("-") && samePoints(range), "table", range);
  return wrong;
};
