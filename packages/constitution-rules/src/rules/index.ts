/** The rules in reading order, article by article. */
import type { Rule } from "../Rule.ts";
import { artifactMissing } from "./artifact-missing.ts";
import { builtOnCurrent } from "./built-on-current.ts";
import { builtOnCurrentBlueprint } from "./built-on-current-blueprint.ts";
import { claimBorneOut } from "./claim-borne-out.ts";
import { claimLedger } from "./claim-ledger.ts";
import { componentImpactReport } from "./component-impact-report.ts";
import { conflictMarkers } from "./conflict-markers.ts";
import { contextSectionSaysSomething } from "./context-section-says-something.ts";
import { criterionNamesRequirement } from "./criterion-names-requirement.ts";
import { currentSession } from "./current-session.ts";
import { documentSize } from "./document-size.ts";
import { emptyDocument } from "./empty-document.ts";
import { knownIdentifier } from "./known-identifier.ts";
import { knownReference } from "./known-reference.ts";
import { legacyPath } from "./legacy-path.ts";
import { linkTarget } from "./link-target.ts";
import { oneTitle } from "./one-title.ts";
import { overlap } from "./overlap.ts";
import { requiredSections } from "./required-sections.ts";
import { requirementHasCriterion } from "./requirement-has-criterion.ts";
import { requirementHasIdentifier } from "./requirement-has-identifier.ts";
import { requirementHasTask } from "./requirement-has-task.ts";
import { requiresInput } from "./requires-input.ts";
import { sectionSaysSomething } from "./section-says-something.ts";
import { sessionMetadata } from "./session-metadata.ts";
import { signedAsItStands } from "./signed-as-it-stands.ts";
import { stageSequence } from "./stage-sequence.ts";
import { strayDocument } from "./stray-document.ts";
import { successCriterionServed } from "./success-criterion-served.ts";
import { syncConflict } from "./sync-conflict.ts";
import { tableShape } from "./table-shape.ts";
import { taskIsCheckbox } from "./task-is-checkbox.ts";
import { taskTracesToRequirement } from "./task-traces-to-requirement.ts";
import { tasksSettled } from "./tasks-settled.ts";
import { templatePlaceholder } from "./template-placeholder.ts";
import { uniqueIdentifier } from "./unique-identifier.ts";
import { waiverExpired } from "./waiver-expired.ts";
import { waiverUnused } from "./waiver-unused.ts";
import { waiverWithoutReason } from "./waiver-without-reason.ts";

export const coreRules: ReadonlyArray<Rule> = [
  successCriterionServed,
  contextSectionSaysSomething,
  requiresInput,
  emptyDocument,
  requiredSections,
  sectionSaysSomething,
  oneTitle,
  tableShape,
  conflictMarkers,
  requirementHasIdentifier,
  uniqueIdentifier,
  requirementHasCriterion,
  criterionNamesRequirement,
  knownIdentifier,
  documentSize,
  componentImpactReport,
  templatePlaceholder,
  signedAsItStands,
  stageSequence,
  builtOnCurrent,
  taskIsCheckbox,
  taskTracesToRequirement,
  requirementHasTask,
  tasksSettled,
  artifactMissing,
  currentSession,
  sessionMetadata,
  legacyPath,
  strayDocument,
  syncConflict,
  linkTarget,
  builtOnCurrentBlueprint,
  knownReference,
  overlap,
  claimBorneOut,
  claimLedger,
  waiverExpired,
  waiverUnused,
  waiverWithoutReason,
];
