import type { Check } from "../Check.ts";
import { missingSectionFixes } from "../fixes/missing-sections.ts";
import { sectionsTitled, titleHere } from "./section-title.ts";

/** One finding for each section that is not there. */
export const requiredSections: Check<"required-sections"> = ({ present, check, words }) =>
  present.flatMap(({ document, stage, path }) => {
    const wanted = (check.sections[stage] ?? []).map(({ title, aliases }) => ({
      title: titleHere(title, words),
      about: title,
      found: sectionsTitled(document, [title, ...aliases], words),
    }));
    if (wanted.every(({ found }) => found.length > 0)) return [];
    const fixes = missingSectionFixes(document, wanted);
    return wanted.flatMap(({ title, about, found }, index) => {
      const fix = fixes[index] ?? null;
      if (found.length > 0) return [];
      return [
        {
          category: "open" as const,
          stage,
          path,
          message: `Add the section "${title}".`,
          hint: `A second-level heading: ## ${title}`,
          about,
          ...(fix === null ? {} : { fix }),
        },
      ];
    });
  });
