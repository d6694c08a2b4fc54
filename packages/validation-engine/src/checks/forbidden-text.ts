import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import { type Check, lineAt } from "../Check.ts";

const offsetsOf = (document: ArtifactDocument, wanted: string): ReadonlyArray<number> => {
  const found: Array<number> = [];
  for (
    let at = document.text.indexOf(wanted);
    at >= 0;
    at = document.text.indexOf(wanted, at + wanted.length)
  ) {
    if (!document.isOpaque(at)) found.push(at);
  }
  return found;
};

/** Mentions in code are quotations and do not count. */
export const forbiddenText: Check<"forbidden-text"> = ({ present, check }) =>
  present.flatMap(({ document, stage, path }) =>
    check.texts.flatMap((wanted) =>
      offsetsOf(document, wanted).map((at) => {
        const range = document.lines.range(at, at + wanted.length);
        return {
          category: "open" as const,
          stage,
          path,
          range,
          message: `Replace the placeholder "${wanted}" with what was built.`,
          hint: "To mention it as a word, set it as code with backticks.",
          about: lineAt(document, range),
        };
      }),
    ),
  );
