import type { FactCheck } from "../../Check.ts";

const titled = (section: string): string => (section === "" ? "its opening" : `"${section}"`);

/** One finding for each stage of the parent that changed. */
export const parentCurrent: FactCheck<"parent-current"> = ({ examination, facts }) =>
  facts.parentDrift.flatMap(({ parent, stage, sections }) => {
    const own = examination.documents.find((one) => one.stage === stage);
    return own?.present === true && !own.untouched
      ? [
          {
            category: "violation" as const,
            stage,
            path: own.path,
            message: `Read the ${stage} of ${parent} again: it changed in ${sections.map(titled).join(", ")} since this session was built on it.`,
            hint: `idse diff ${stage} --of parent --session ${examination.session}`,
            about: `${parent}/${stage}`,
          },
        ]
      : [];
  });
