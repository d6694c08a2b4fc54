import type { Check } from "../Check.ts";
import { sectionsTitled } from "./section-title.ts";

/** One finding for each section that is not there. */
export const requiredSections: Check<"required-sections"> = ({ present, check }) =>
  present.flatMap(({ document, stage, path }) =>
    (check.sections[stage] ?? [])
      .filter((wanted) => sectionsTitled(document, [wanted.title, ...wanted.aliases]).length === 0)
      .map((wanted) => ({
        category: "open" as const,
        stage,
        path,
        message: `Add the section "${wanted.title}".`,
        hint: `A second-level heading: ## ${wanted.title}`,
        about: wanted.title,
      })),
  );
