/** What findings about identifiers say. */
import {
  exampleOf,
  homeOf,
  type IdentifierKind,
  type IdentifierScheme,
  type Stage,
  stageDefinition,
} from "@idse/pipeline-artifacts";

/** A kind with its article. */
export const aKind: Readonly<Record<IdentifierKind, string>> = {
  "success-criterion": "a success criterion",
  requirement: "a requirement",
  criterion: "an acceptance criterion",
  task: "a task",
  decision: "a decision",
};

export const kindName = (kind: IdentifierKind): string => aKind[kind].replace(/^an? /, "");

/** `the requirement or acceptance criterion`. */
export const anyOf = (kinds: ReadonlyArray<IdentifierKind>): string => kinds.map(kindName).join(" or ");

/** The entry that defines one, naming what it serves. */
export const entryForm = (
  kind: IdentifierKind,
  serves: string | null,
  scheme: IdentifierScheme,
  id = exampleOf(kind, scheme),
): string => `${kind === "task" ? "- [ ] " : "- "}**${id}**${serves === null ? "" : ` (${serves})`}: ...`;

/**
 * Whether none of several follows a custom. That is told once and not of each: whoever does not know it has
 * no use for a list.
 */
export const isCustomUnknown = (lacking: number, asked: number): boolean => asked > 3 && lacking === asked;

/** Where an entry of a kind belongs, as ` in specs/spec.md`. */
export const placeFor = (kind: IdentifierKind): string => {
  const home: Stage | null = homeOf(kind);
  return home === null ? "" : ` in ${stageDefinition(home).path}`;
};
