export {
  ArtifactDocument,
  type CodeBlock,
  type Heading,
  type ListEntry,
  type ProseRun,
  type Section,
  type TableBlock,
} from "./ArtifactDocument.ts";
export { conflictMarkersOf } from "./ConflictMarker.ts";
export { type Digest, digestOf, digestOfParts, normaliseText } from "./Digest.ts";
export {
  type DocumentKind,
  DocumentRef,
  isDocumentRef,
  isProjectKind,
  isSessionKind,
  type ProjectKind,
  refKey,
  type SessionKind,
} from "./DocumentRef.ts";
export {
  defaultIdentifiers,
  exampleOf,
  homeOf,
  type IdentifierKind,
  type IdentifierScheme,
  identifierKinds,
} from "./Identifier.ts";
export { type QualifiedMention, qualifiedIn } from "./IdentifierForm.ts";
export {
  type DocumentIdentifiers,
  type IdentifierDefinition,
  type IdentifierReference,
  identifiersOf,
  type QualifiedReference,
  qualifiedReferencesOf,
} from "./IdentifierIndex.ts";
export {
  type JsonProblem,
  type JsonResult,
  placeInJson,
  printJson,
  printJsonLike,
  readJson,
  repeatedMemberIn,
} from "./JsonDocument.ts";
export { type DocumentLink, linksOf } from "./Link.ts";
export { type MarkdownEngine, markdownEngine } from "./MarkdownTree.ts";
export {
  blueprintSession,
  displayNameProblem,
  isCreatableName,
  isDisplayName,
  isReadableName,
  nameProblem,
  suggestName,
} from "./Name.ts";
export { type OpenMarker, openMarkersOf } from "./OpenMarker.ts";
export {
  changedSections,
  type OuterSection,
  outerSectionsOf,
  SectionFingerprint,
  sectionFingerprint,
  sectionFingerprintsOf,
} from "./SectionFingerprint.ts";
export { fragmentSlug, type ProposedSection, proposedSectionsOf, sectionSlug } from "./SectionName.ts";
export {
  type CollaboratorEntry,
  type CollaboratorRole,
  collaboratorRoles,
  collaboratorsOf,
  SessionMetadata,
  type SessionStatus,
  type SessionType,
  sessionStatuses,
  sessionTypes,
  sessionUid,
} from "./SessionMetadata.ts";
export { BuiltOn, SignOff } from "./SignOff.ts";
export { LineMap, type SourcePoint, type SourceRange } from "./SourcePosition.ts";
export {
  builtOn,
  isStage,
  type Stage,
  type StageDefinition,
  stageAtPath,
  stageDefinition,
  stageOrder,
  stages,
  stagesThrough,
  stageTable,
} from "./Stage.ts";
export { fillTemplate, isUntouched, newDocument, type TemplateNames, templateOf } from "./Template.ts";
export { normaliseTitle } from "./Title.ts";
