/** What a kind of check needs to be answered: one document, a session's documents together, or facts beside them. */
import type { KindsByFamily, RuleCheck } from "./RuleCheck.ts";

export type CheckFamily = keyof KindsByFamily;

/** Kinds that need more than one document; all others are about one. */
const families: { readonly [Kind in KindsByFamily["session" | "facts"]]: Exclude<CheckFamily, "document"> } =
  {
    "stage-sequence": "session",
    "known-identifiers": "session",
    "referred-to": "session",
    "refers-to": "session",
    "checklist-settled": "session",
    "signed-digest": "session",
    "built-on-current": "session",
    "current-session": "facts",
    "session-metadata": "facts",
    "legacy-path": "facts",
    "stray-document": "facts",
    "sync-conflict": "facts",
    "link-target": "facts",
    "known-qualified-identifiers": "facts",
    "parent-current": "facts",
    overlap: "facts",
    claims: "facts",
    waiver: "facts",
  } satisfies { [Kind in KindsByFamily["session"]]: "session" } & {
    [Kind in KindsByFamily["facts"]]: "facts";
  };

export const familyOf = (kind: RuleCheck["kind"]): CheckFamily =>
  (families as Partial<Record<RuleCheck["kind"], CheckFamily>>)[kind] ?? "document";
