import type { Section } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { sectionsTitled } from "./section-title.ts";

/** The section is there, under this or a longer title, and some list entry inside it opens with a name in bold. */
export const sectionWithEntries: Check<"section-with-entries"> = ({ present, check }) =>
  present.flatMap(({ document, stage, path }) => {
    const sections = sectionsTitled(document, [check.section]);
    const [first] = sections;
    const hint = "An entry names what changed: - **Name** (path): what changed";
    if (first === undefined) {
      return [
        {
          category: "open" as const,
          stage,
          path,
          message: `Add the section "${check.section}".`,
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
    return [
      {
        category: "open" as const,
        stage,
        path,
        range: first.heading.range,
        message: `List at least one component in "${check.section}".`,
        hint,
        about: check.section,
      },
    ];
  });
