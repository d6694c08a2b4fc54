import type { Check } from "../Check.ts";
import { sectionsTitled } from "./section-title.ts";
import { mentionsOf } from "./text-search.ts";

const listed = (texts: ReadonlyArray<string>): string => texts.map((one) => `"${one}"`).join(" or ");

/** A section that is not there does not hold the text either. */
export const requiredText: Check<"required-text"> = ({ present, check, words }) =>
  present.flatMap(({ document, stage, path }) => {
    const { section, texts } = check;
    const sections = section === undefined ? null : sectionsTitled(document, [section], words);
    const mentions = texts.flatMap((wanted) => mentionsOf(document, wanted));
    const isThere = mentions.some(
      ({ start, end }) =>
        sections === null ||
        sections.some(({ body }) => body.start.offset <= start && end <= body.end.offset),
    );
    if (isThere) return [];
    const [first] = sections ?? [];
    return [
      {
        category: "open" as const,
        stage,
        path,
        ...(first === undefined ? {} : { range: first.heading.range }),
        message: `Write ${listed(texts)}${section === undefined ? "" : ` in the section "${section}"`}.`,
        about: `${section ?? ""}\n${texts.join("\n")}`,
      },
    ];
  });
