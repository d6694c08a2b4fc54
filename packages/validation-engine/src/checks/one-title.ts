import { type Heading, stageDefinition } from "@idse/pipeline-artifacts";
import { type Check, lineAt, type Observation, type PresentDocument } from "../Check.ts";

/** Headings in quotes and lists, and a `title` in front matter, are none of the document's own. */
export const oneTitle: Check<"one-title"> = ({ present }) =>
  present.flatMap((one) => {
    const headings = one.document.sections.map((section) => section.heading);
    const [first] = headings;
    if (first === undefined) return [untitled(one)];
    const titles = headings.filter((heading) => heading.depth === 1);
    if (titles.length === 0) return [untitled(one, first)];
    const late = first.depth === 1 ? [] : titles.slice(0, 1).map((title) => lateTitle(one, title));
    return [...late, ...titles.slice(1).map((title) => furtherTitle(one, title))];
  });

const untitled = ({ stage, path, document }: PresentDocument, at?: Heading): Observation => ({
  category: "open",
  stage,
  path,
  ...(at === undefined ? {} : { range: at.range }),
  message: "Open the document with its title.",
  hint: `A first-level heading: # ${stageDefinition(stage).title}`,
  about: at === undefined ? "" : lineAt(document, at.range),
});

const lateTitle = ({ stage, path, document }: PresentDocument, { range, text }: Heading): Observation => ({
  category: "violation",
  stage,
  path,
  range,
  message: `Move the title "${text}" above every other heading.`,
  about: lineAt(document, range),
});

const furtherTitle = ({ stage, path, document }: PresentDocument, { range, text }: Heading): Observation => ({
  category: "violation",
  stage,
  path,
  range,
  message: `Make "${text}" a second-level heading; the document has its title already.`,
  hint: `## ${text}`,
  about: lineAt(document, range),
});
