import { builtOn, stageDefinition } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";

/** A document that is begun needs begun documents under it; of a stage that was not handed in nothing is said. */
export const stageSequence: Check<"stage-sequence"> = ({ session, present }) => {
  const begun = new Set(
    session.documents
      // What is there and cannot be read was begun; that it cannot be read is said of it alone.
      .filter((one) => (one.document !== null && !one.untouched) || typeof one.problem === "string")
      .map((one) => one.stage),
  );
  const known = new Set(session.documents.map((one) => one.stage));
  return present
    .filter((one) => !one.untouched)
    .flatMap(({ stage, path }) =>
      builtOn(stage)
        .filter((upstream) => known.has(upstream) && !begun.has(upstream))
        .map((upstream) => ({
          category: "violation" as const,
          stage,
          path,
          message: `Write the ${upstream} first: this ${stage} is begun, and the ${upstream} it is built on is not.`,
          hint: `It belongs in ${stageDefinition(upstream).path}.`,
          about: upstream,
        })),
    );
};
