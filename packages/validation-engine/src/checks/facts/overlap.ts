import { sectionSlug } from "@idse/pipeline-artifacts";
import type { FactCheck } from "../../Check.ts";
import type { OverlapFact } from "../../Input.ts";

const listed = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const messageOf = ({ base, stage, section, others, more, changedBy }: OverlapFact): string => {
  const names = listed(more > 0 ? [...others, `${more} more`] : others);
  const what = `${section === "" ? "the opening" : `"${section}"`} in the ${stage} of ${base}`;
  const changes =
    changedBy.length === 0
      ? ""
      : `, and ${listed(changedBy)} ${changedBy.length === 1 ? "is" : "are"} to change it`;
  return `Agree with ${names}: you all work on ${what}${changes}.`;
};

/** One finding for each section, in every session that works on it. */
export const overlap: FactCheck<"overlap"> = ({ examination, facts }) =>
  facts.overlaps.map((fact) => ({
    category: "violation" as const,
    stage: fact.at.stage,
    path: fact.at.path,
    range: { line: fact.at.line, column: fact.at.column, endLine: fact.at.line, endColumn: fact.at.column },
    message: messageOf(fact),
    hint: `idse overlap --session ${examination.session}`,
    about: `${fact.base}/${fact.stage}#${sectionSlug(fact.section)}`,
  }));
