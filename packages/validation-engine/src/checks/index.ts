/** The kinds of check, in the order of the union that names them. */
import type { RuleCheck } from "@idse/constitution-rules";
import type { Check } from "../Check.ts";
import { artifactExists } from "./artifact-exists.ts";
import { conflictMarkers } from "./conflict-markers.ts";
import { currentSession } from "./current-session.ts";
import { forbiddenText } from "./forbidden-text.ts";
import { legacyPath } from "./legacy-path.ts";
import { notEmpty } from "./not-empty.ts";
import { openMarker } from "./open-marker.ts";
import { requiredSections } from "./required-sections.ts";
import { sectionWithEntries } from "./section-with-entries.ts";
import { sessionMetadata } from "./session-metadata.ts";
import { stageSequence } from "./stage-sequence.ts";

export const checks: { readonly [Kind in RuleCheck["kind"]]: Check<Kind> } = {
  "open-marker": openMarker,
  "not-empty": notEmpty,
  "required-sections": requiredSections,
  "conflict-markers": conflictMarkers,
  "section-with-entries": sectionWithEntries,
  "forbidden-text": forbiddenText,
  "stage-sequence": stageSequence,
  "artifact-exists": artifactExists,
  "current-session": currentSession,
  "session-metadata": sessionMetadata,
  "legacy-path": legacyPath,
};
