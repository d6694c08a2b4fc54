/**
 * Identifiers: the names that requirements, criteria, tasks and decisions carry, so that one document
 * can speak of what stands in another. How they are found in a document stands in `IdentifierIndex.ts`.
 */
import type { Stage } from "./Stage.ts";

/** In the order in which they are built on each other. */
export const identifierKinds = ["success-criterion", "requirement", "criterion", "task", "decision"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** What identifiers of each kind begin with: `FR` for `FR-1`, `Task` for `Task 1.2`. Letters alone. */
export type IdentifierScheme = Readonly<Record<IdentifierKind, ReadonlyArray<string>>>;

export const defaultIdentifiers: IdentifierScheme = {
  "success-criterion": ["SC"],
  requirement: ["FR", "NFR", "REQ"],
  criterion: ["AC"],
  task: ["Task", "T"],
  decision: ["D", "DEC", "ADR"],
};

const homes: Readonly<Record<IdentifierKind, Stage | null>> = {
  "success-criterion": "intent",
  requirement: "spec",
  criterion: "spec",
  task: "tasks",
  decision: null,
};

/** The stage whose document defines identifiers of a kind; null where every stage may. */
export const homeOf = (kind: IdentifierKind): Stage | null => homes[kind];

const isCapital = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

/** What stands before the digits: capitals take a hyphen, words a blank. */
export const spellingOf = (prefix: string): string => `${prefix}${isCapital(prefix) ? "-" : " "}`;

/** What an identifier of a kind looks like under a scheme, for those who are to write one. */
export const exampleOf = (kind: IdentifierKind, scheme: IdentifierScheme = defaultIdentifiers): string => {
  const spelling = spellingOf(scheme[kind][0] ?? defaultIdentifiers[kind][0] ?? "");
  return `${spelling}${spelling.endsWith("-") ? "1" : "1.1"}`;
};
