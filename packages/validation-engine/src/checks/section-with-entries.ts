import type { Section } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { boldNamesFix } from "../fixes/bold-names.ts";
import { sectionsTitled, titleHere } from "./section-title.ts";

/** The section is there, under this or a longer title, and some list entry inside it opens with a name in bold. */
export const sectionWithEntries: Check<"section-with-entries"> = ({ present, check, words }) =>
  present.flatMap(({ document, stage, path }) => {
    const sections = sectionsTitled(document, [check.section], words);
    const [first] = sections;
    const title = titleHere(check.section, words);
    const hint = "An entry names what changed: - **Name** (path): what changed";
    if (first === undefined) {
      return [
        {
          category: "open" as const,
          stage,
          path,
          message: `Add the section "${title}".`,
          hint,
          about: check.section,
        },
      ];
    }
    const hasEntry = ({ body }: Section): boolean =>
      document.listEntries.some(
        ({ lead, range }) =>
          lead !== null && range.start.offset >= body.start.offset && range.end.offset <= body.end.offset,
      );
    if (sections.some(hasEntry)) return [];
    const fix = boldNamesFix(document, sections);
    return [
      {
        category: "open" as const,
        stage,
        path,
        range: first.heading.range,
        message: `List at least one component, its name in bold, in "${title}".`,
        hint,
        about: check.section,
        ...(fix === null ? {} : { fix }),
      },
    ];
  });
