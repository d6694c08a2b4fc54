import type { ArtifactDocument, Section } from "@idse/pipeline-artifacts";
import { type Check, lineAt } from "../Check.ts";
import { saysSomething } from "./content.ts";

/** A section with sections below it is spoken for by them, so that one gap is one finding. */
const emptySections = (document: ArtifactDocument): ReadonlyArray<Section> => {
  const blocks = document.tree.children;
  const headings = blocks.flatMap((node, index) => (node.type === "heading" ? [{ node, index }] : []));
  return document.sections.filter((section, position) => {
    const here = headings[position];
    const next = headings[position + 1];
    if (here === undefined || (next !== undefined && next.node.depth > section.heading.depth)) return false;
    return !blocks.slice(here.index + 1, next?.index).some(saysSomething);
  });
};

/** A marker says something; it has a finding of its own. */
export const sectionNotEmpty: Check<"section-not-empty"> = ({ present }) =>
  present.flatMap(({ document, stage, path }) =>
    emptySections(document).map(({ heading }) => ({
      category: "open",
      stage,
      path,
      range: heading.range,
      message: `Write what belongs under "${heading.text}", or write none.`,
      hint: "A section that this document does not need is taken out with its heading.",
      about: lineAt(document, heading.range),
    })),
  );
