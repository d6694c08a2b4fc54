/** Events and readings with what a test does not care about filled in. */
import { ArtifactDocument, digestOf, type Stage } from "@idse/pipeline-artifacts";
import { claimIdOf } from "../src/Claim.ts";
import { type ClaimEvent, type ClaimFile, type ClaimSource, claimFileOf } from "../src/ClaimEvent.ts";
import type { SourceReading } from "../src/GateEvidence.ts";

export const sourceOf = (session: string, stage: Stage, text: string): ClaimSource => ({
  session,
  stage,
  digest: digestOf(text),
  line: 1,
  quote: text,
  found_by: "claim",
  signed: { by: "ada", kind: "human", at: "2026-11-01T09:00:00Z" },
});

const day = (number: number): string => `2026-11-${String(number).padStart(2, "0")}T09:00:00Z`;

export const promoted = (
  text: string,
  on: number,
  more: Partial<Extract<ClaimEvent, { event: "promoted" }>> = {},
): ClaimEvent => ({
  schema_version: 1,
  event: "promoted",
  claim: claimIdOf(text),
  text,
  classification: "invariant",
  revives: false,
  sources: [sourceOf("checkout", "spec", text), sourceOf("voucher", "feedback", text)],
  feedback: [{ session: "voucher", digest: digestOf(text) }],
  gate: { version: 1, min_days: 7, days: 9 },
  by: "ada",
  kind: "human",
  at: day(on),
  follows: [],
  ...more,
});

export const demoted = (
  text: string,
  on: number,
  more: Partial<Extract<ClaimEvent, { event: "demoted" }>> = {},
): ClaimEvent => ({
  schema_version: 1,
  event: "demoted",
  claim: claimIdOf(text),
  status: "invalidated",
  reason: "it was not so",
  superseded_by: null,
  by: "ada",
  kind: "human",
  at: day(on),
  follows: [],
  ...more,
});

export const reinforced = (text: string, on: number, sources: ReadonlyArray<ClaimSource>): ClaimEvent => ({
  schema_version: 1,
  event: "reinforced",
  claim: claimIdOf(text),
  sources: [...sources],
  by: "ada",
  kind: "human",
  at: day(on),
  follows: [],
});

/** Each event follows the one before it. */
export const chain = (...events: ReadonlyArray<ClaimEvent>): ReadonlyArray<ClaimFile> => {
  const files: Array<ClaimFile> = [];
  for (const event of events) {
    const last = files.at(-1);
    files.push(claimFileOf({ ...event, follows: last === undefined ? event.follows : [last.name] }));
  }
  return files;
};

export const reading = (
  session: string,
  stage: Stage,
  text: string,
  { on = "2026-11-01T09:00:00Z", ...more }: Partial<SourceReading> & { readonly on?: string } = {},
): SourceReading => ({
  session,
  stage,
  document: new ArtifactDocument(text),
  untouched: false,
  signOff: { by: "ada", kind: "human", at: on, digest: digestOf(text) },
  named: null,
  ...more,
});
