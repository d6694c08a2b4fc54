import {
  type ArtifactDocument,
  identifiersOf,
  type ListEntry,
  type SourceRange,
} from "@idse/pipeline-artifacts";
import type { Check, PresentDocument } from "../Check.ts";
import type { ExaminedRules } from "../Examination.ts";
import { topEntries } from "./entries.ts";
import { sectionsTitled } from "./section-title.ts";

/** Entries that are to have a box: those of a section, those that define an identifier, or all. */
export const checklist: Check<"checklist"> = ({ present, check, words }) =>
  present.flatMap((one) => {
    if (one.untouched) return [];
    const { document, stage, path } = one;
    const { section, identifiers } = check;
    const defined = identifiers === undefined ? [] : definingEntries(one, identifiers, words);
    const listed =
      section === undefined && identifiers !== undefined
        ? []
        : entriesOf(document, section === undefined ? null : section, words);
    const asked = new Map([...listed, ...defined].map((entry) => [entry.range.start.offset, entry]));
    return [...asked.values()]
      .filter((entry) => entry.checked === null)
      .toSorted((a, b) => a.range.start.offset - b.range.start.offset)
      .map(({ range, text }) => ({
        category: "violation" as const,
        stage,
        path,
        range: firstLine(document, range),
        message: "Give this entry a box, so that it can be ticked.",
        hint: "- [ ] before it, and - [x] once it is done",
        about: text,
      }));
  });

const definingEntries = (
  { document, stage }: PresentDocument,
  kind: NonNullable<Parameters<Check<"checklist">>[0]["check"]["identifiers"]>,
  { identifiers }: ExaminedRules,
): ReadonlyArray<ListEntry> => {
  const starts = new Set(
    identifiersOf(document, stage, identifiers)
      .definitions.filter((one) => one.kind === kind && !one.dropped)
      .map((one) => one.item.start.offset),
  );
  return starts.size === 0
    ? []
    : document.listEntries.filter((entry) => starts.has(entry.range.start.offset));
};

const entriesOf = (
  document: ArtifactDocument,
  section: string | null,
  words: ExaminedRules,
): ReadonlyArray<ListEntry> =>
  section === null ? topEntries(document) : topEntries(document, sectionsTitled(document, [section], words));

/** An entry may be long; its first line is enough to find it. */
export const firstLine = (document: ArtifactDocument, range: SourceRange): SourceRange => {
  const line = document.lines.lineRange(range.start.line);
  return { start: range.start, end: range.end.offset < line.end.offset ? range.end : line.end };
};
