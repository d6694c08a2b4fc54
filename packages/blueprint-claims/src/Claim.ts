/** A claim: what a project holds to be true, and what it is called. */
import { digestOf } from "@idse/pipeline-artifacts";
import { oneLine } from "./Comparison.ts";
import { statementOf } from "./Statement.ts";

export const claimClasses = ["invariant", "boundary", "ownership_rule", "non_negotiable_constraint"] as const;
export type ClaimClass = (typeof claimClasses)[number];

export const claimStatuses = ["active", "superseded", "invalidated"] as const;
export type ClaimStatus = (typeof claimStatuses)[number];

/** `converged`: several sessions came to it. `declared`: the blueprint began with it. */
export const claimOrigins = ["converged", "declared"] as const;
export type ClaimOrigin = (typeof claimOrigins)[number];

/** `C-` and 16 hex digits of what the claim says, so that two clones that make one claim give it one name. */
export const claimIdOf = (text: string): string =>
  `C-${digestOf(statementOf(text)).slice("sha256:".length, "sha256:".length + 16)}`;

export const claimIdPattern = /^C-[0-9a-f]{16}$/;

/** The form for people: eight digits, or as many as tell it from every other. */
export const shortClaimId = (id: string, ids: ReadonlyArray<string>): string => {
  let length = "C-".length + 8;
  while (length < id.length && ids.some((one) => one !== id && one.startsWith(id.slice(0, length)))) length++;
  return id.slice(0, length);
};

/** The ids that a typed word may mean: the beginning of an id, with or without `C-`. */
export const claimIdsFor = (typed: string, ids: ReadonlyArray<string>): ReadonlyArray<string> => {
  const digits = typed.trim().toLowerCase().replace(/^c-/, "");
  return /^[0-9a-f]{4,16}$/.test(digits) ? ids.filter((id) => id.startsWith(`C-${digits}`)) : [];
};

export const longestClaim = 400;
const shortestStatement = 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const unfit = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|<!--/;

/** A claim as it is kept: one line. */
export const claimText = (typed: string): string => oneLine(typed);

/** Why a text cannot be a claim, as a sentence for the person who typed it. */
export const claimTextProblem = (text: string): string | null => {
  if (unfit.test(text)) return "A claim is one line of text, without control characters and comments.";
  if (text.length > longestClaim)
    return `A claim has at most ${longestClaim} characters; this one has ${text.length}.`;
  return statementOf(text).length < shortestStatement
    ? "A claim is a sentence; this is too short to be found in a document."
    : null;
};
