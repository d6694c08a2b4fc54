/** Checks of facts, in the order of the union that names them. */
import type { FactCheck } from "../../Check.ts";
import { claims } from "./claims.ts";
import { currentSession } from "./current-session.ts";
import { knownQualifiedIdentifiers } from "./known-qualified-identifiers.ts";
import { legacyPath } from "./legacy-path.ts";
import { linkTarget } from "./link-target.ts";
import { overlap } from "./overlap.ts";
import { parentCurrent } from "./parent-current.ts";
import { sessionMetadata } from "./session-metadata.ts";
import { strayDocument } from "./stray-document.ts";
import { syncConflict } from "./sync-conflict.ts";

/** Waivers are judged where they are applied. */
export type FactKind =
  | "current-session"
  | "session-metadata"
  | "legacy-path"
  | "stray-document"
  | "sync-conflict"
  | "link-target"
  | "known-qualified-identifiers"
  | "parent-current"
  | "overlap"
  | "claims"
  | "waiver";

export const factChecks: { readonly [Kind in Exclude<FactKind, "waiver">]: FactCheck<Kind> } = {
  "current-session": currentSession,
  "session-metadata": sessionMetadata,
  "legacy-path": legacyPath,
  "stray-document": strayDocument,
  "sync-conflict": syncConflict,
  "link-target": linkTarget,
  "known-qualified-identifiers": knownQualifiedIdentifiers,
  "parent-current": parentCurrent,
  overlap,
  claims,
};
