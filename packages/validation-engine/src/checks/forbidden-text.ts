import { type Check, lineAt } from "../Check.ts";
import { mentionsOf } from "./text-search.ts";

/** Mentions in code are quotations and do not count. */
export const forbiddenText: Check<"forbidden-text"> = ({ present, check }) =>
  present.flatMap(({ document, stage, path }) =>
    check.texts.flatMap((wanted) =>
      mentionsOf(document, wanted, check).map(({ start, end }) => {
        const range = document.lines.range(start, end);
        return {
          category: "open" as const,
          stage,
          path,
          range,
          message: `Replace "${document.text.slice(start, end)}". ${check.advice ?? "Say what is meant."}`,
          hint: "To mention it as a word, set it as code with backticks.",
          about: lineAt(document, range),
        };
      }),
    ),
  );
