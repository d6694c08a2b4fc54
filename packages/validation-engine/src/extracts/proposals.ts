/** Sections of the blueprint that a document proposes to change. */
import { proposedSectionsOf } from "@idse/pipeline-artifacts";
import { type PresentDocument, placeOf } from "../Check.ts";
import type { Examination } from "../Examination.ts";

export const proposalsIn = ({ document, stage, path }: PresentDocument): Examination["proposals"] =>
  proposedSectionsOf(document).flatMap(({ section, at }) =>
    at.heading === null
      ? []
      : [{ stage, path, section, about: `blueprint: ${section}`, ...placeOf(at.heading.range) }],
  );
