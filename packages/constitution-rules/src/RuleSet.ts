/** The rules of the constitution in reading order, versioned apart from the packages that run them. */
import { type Digest, digestOf } from "@idse/pipeline-artifacts";
import type { Rule } from "./Rule.ts";
import { artifactMissing } from "./rules/artifact-missing.ts";
import { componentImpactReport } from "./rules/component-impact-report.ts";
import { conflictMarkers } from "./rules/conflict-markers.ts";
import { currentSession } from "./rules/current-session.ts";
import { emptyDocument } from "./rules/empty-document.ts";
import { legacyPath } from "./rules/legacy-path.ts";
import { requiredSections } from "./rules/required-sections.ts";
import { requiresInput } from "./rules/requires-input.ts";
import { sessionMetadata } from "./rules/session-metadata.ts";
import { stageSequence } from "./rules/stage-sequence.ts";
import { templatePlaceholder } from "./rules/template-placeholder.ts";

export interface RuleSet {
  readonly name: string;
  /** Semantic version; a new rule raises the minor number and starts as a warning. */
  readonly version: string;
  /** Of the rules themselves, so that two reports can be told to have used the same law. */
  readonly digest: Digest;
  readonly rules: ReadonlyArray<Rule>;
}

const rules: ReadonlyArray<Rule> = [
  requiresInput,
  emptyDocument,
  requiredSections,
  conflictMarkers,
  componentImpactReport,
  templatePlaceholder,
  stageSequence,
  artifactMissing,
  currentSession,
  sessionMetadata,
  legacyPath,
];

export const makeRuleSet = (name: string, version: string, members: ReadonlyArray<Rule>): RuleSet => ({
  name,
  version,
  digest: digestOf(JSON.stringify(members)),
  rules: members,
});

/** The constitution that is shipped. */
export const coreRuleSet: RuleSet = makeRuleSet("idse-constitution", "1.0.0", rules);
