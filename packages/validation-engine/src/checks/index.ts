/** Checks of documents, in the order of the union that names their kinds. */
import type { RuleCheck } from "@idse/constitution-rules";
import type { Check } from "../Check.ts";
import { artifactExists } from "./artifact-exists.ts";
import { builtOnCurrent } from "./built-on-current.ts";
import { checklist } from "./checklist.ts";
import { checklistSettled } from "./checklist-settled.ts";
import { conflictMarkers } from "./conflict-markers.ts";
import { entriesHaveIdentifier } from "./entries-have-identifier.ts";
import type { FactKind } from "./facts/index.ts";
import { forbiddenText } from "./forbidden-text.ts";
import { frontMatter } from "./front-matter.ts";
import { knownIdentifiers } from "./known-identifiers.ts";
import { notEmpty } from "./not-empty.ts";
import { oneTitle } from "./one-title.ts";
import { openMarker } from "./open-marker.ts";
import { referredTo } from "./referred-to.ts";
import { refersTo } from "./refers-to.ts";
import { requiredSections } from "./required-sections.ts";
import { requiredText } from "./required-text.ts";
import { sectionNotEmpty } from "./section-not-empty.ts";
import { sectionWithEntries } from "./section-with-entries.ts";
import { signedDigest } from "./signed-digest.ts";
import { size } from "./size.ts";
import { stageSequence } from "./stage-sequence.ts";
import { tableShape } from "./table-shape.ts";
import { uniqueIdentifiers } from "./unique-identifiers.ts";

export const documentChecks: { readonly [Kind in Exclude<RuleCheck["kind"], FactKind>]: Check<Kind> } = {
  "open-marker": openMarker,
  "not-empty": notEmpty,
  "required-sections": requiredSections,
  "section-not-empty": sectionNotEmpty,
  "one-title": oneTitle,
  "conflict-markers": conflictMarkers,
  "section-with-entries": sectionWithEntries,
  "forbidden-text": forbiddenText,
  "required-text": requiredText,
  "table-shape": tableShape,
  checklist,
  "entries-have-identifier": entriesHaveIdentifier,
  "unique-identifiers": uniqueIdentifiers,
  "front-matter": frontMatter,
  size,
  "stage-sequence": stageSequence,
  "artifact-exists": artifactExists,
  "known-identifiers": knownIdentifiers,
  "referred-to": referredTo,
  "refers-to": refersTo,
  "checklist-settled": checklistSettled,
  "signed-digest": signedDigest,
  "built-on-current": builtOnCurrent,
};
