import { exampleOf, identifiersOf, openMarkersOf } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { firstLine } from "./checklist.ts";
import { countUpTo, standingIn, topEntries } from "./entries.ts";
import { aKind, entryForm, isCustomUnknown } from "./identifier-words.ts";
import { sectionsTitled } from "./section-title.ts";

/**
 * Asked of entries that stand in no other. Left alone are those below something that is named already, as the
 * details below a heading with an identifier, those that are still to be written, and a plain "none".
 */
export const entriesHaveIdentifier: Check<"entries-have-identifier"> = ({ present, check, words }) =>
  present.flatMap(({ document, stage, path, untouched }) => {
    if (untouched) return [];
    const scheme = words.identifiers;
    const { definitions, references } = identifiersOf(document, stage, scheme);
    const items = definitions.filter((one) => one.kind === check.identifiers).map((one) => one.item);
    const opening = new Set([
      ...definitions.map((one) => (one.kind === check.identifiers ? one.item.start.offset : -1)),
      ...references.map((one) => (one.opens && one.kind === check.identifiers ? one.block.start.offset : -1)),
    ]);
    const inItem = standingIn(items.map(({ start, end }) => ({ start: start.offset, end: end.offset })));
    const markers = openMarkersOf(document).map(({ range }) => range.start.offset);
    const isOpen = (start: number, end: number): boolean =>
      countUpTo(markers, end - 1) > countUpTo(markers, start - 1);
    const asked = topEntries(document, sectionsTitled(document, [check.section], words)).filter(
      ({ range: { start, end }, text }) =>
        !inItem(start.offset) && !isOpen(start.offset, end.offset) && !/^(?:none|n\/a)\b/i.test(text),
    );
    const lacking = asked.filter(({ range }) => !opening.has(range.start.offset));
    const [example, hint] = [
      exampleOf(check.identifiers, scheme),
      entryForm(check.identifiers, null, scheme),
    ];
    const about = { category: "open" as const, stage, path, hint };
    // Where items stand in the section under headings or in tables, the custom is followed in part.
    const [first] = lacking;
    if (first !== undefined && items.length === 0 && isCustomUnknown(lacking.length, asked.length)) {
      return [
        {
          ...about,
          range: firstLine(document, first.range),
          message: `Open the entries of this section with identifiers, as ${example}: none of the ${asked.length} has one.`,
          about: "",
        },
      ];
    }
    return lacking.map(({ range, text }) => ({
      ...about,
      range: firstLine(document, range),
      message: `Open this entry with the identifier of ${aKind[check.identifiers]}, as ${example}.`,
      about: text,
    }));
  });
