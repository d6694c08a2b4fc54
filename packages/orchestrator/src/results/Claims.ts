/** What a project holds to be true, how that came about, and what is wrong with the record of it. */
import { claimClasses, claimOrigins, claimStatuses } from "@idse/blueprint-claims";
import * as z from "zod";
import { result, stageName } from "./Common.ts";

const claimClass = z.enum(claimClasses);
const signer = z.object({ by: z.string(), kind: z.enum(["human", "agent"]), at: z.string() });

const source = z.object({
  session: z.string(),
  stage: stageName,
  path: z.string().nullable(),
  line: z.int(),
  /** Of the document as it was read. */
  digest: z.string(),
  /** The sentence that stood there. */
  quote: z.string(),
  /** `claim`: its own words. `quote`, `place`: other words, which a person named. */
  foundBy: z.enum(["claim", "quote", "place"]),
  signedOff: signer.nullable(),
});

const claimHead = z.object({
  id: z.string(),
  /** As commands take it and people read it. */
  shortId: z.string(),
  text: z.string(),
  classification: claimClass,
});

export const ClaimChangeResult = result("claim-change", {
  project: z.string(),
  action: z.enum(["declared", "promoted", "reinforced", "demoted"]),
  /** False: the gate denies it, and nothing was written. */
  allowed: z.boolean(),
  dryRun: z.boolean(),
  claim: claimHead,
  by: z.string(),
  /** The tests of the gate, in their order; none for a demotion. */
  tests: z.array(
    z.object({
      /** What a test that failed says, as a word. */
      code: z.string(),
      passed: z.boolean(),
      message: z.string(),
      /** How to meet it; null where it is met. */
      how: z.string().nullable(),
    }),
  ),
  /** The evidence: each source in which the claim was found. */
  sources: z.array(source),
  /** The feedback that counts as evidence, of a promotion. */
  feedback: z.array(z.object({ session: z.string(), digest: z.string() })),
  /** Of a promotion: the version of the gate, what it asked for and what it saw. */
  gate: z.object({ version: z.int(), minDays: z.int(), days: z.int() }).nullable(),
  /** Of a demotion. */
  reason: z.string().nullable(),
  supersededBy: z.string().nullable(),
  /** The new file of the ledger; null where nothing was written. */
  event: z.object({ name: z.string(), path: z.string().nullable() }).nullable(),
  /** What became of blueprint.md: `not-kept` where documents are kept elsewhere than in files. */
  blueprint: z
    .object({ path: z.string().nullable(), outcome: z.enum(["written", "unchanged", "not-kept"]) })
    .nullable(),
  next: z.string(),
});

export const claim = claimHead.extend({
  status: z.enum(claimStatuses),
  origin: z.enum(claimOrigins),
  sources: z.array(source),
  events: z.array(
    z.object({
      name: z.string(),
      event: z.enum(["declared", "promoted", "reinforced", "demoted"]),
      by: z.string(),
      at: z.string(),
    }),
  ),
  ended: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
  supersededBy: z.string().nullable(),
});

export const ClaimListResult = result("claim-list", {
  project: z.string(),
  claims: z.array(claim),
  statistics: z.object({ active: z.int(), superseded: z.int(), invalidated: z.int() }),
});

export const ClaimCheckResult = result("claim-check", {
  project: z.string(),
  valid: z.boolean(),
  summary: z.object({ claims: z.int(), events: z.int(), ledger: z.int(), block: z.int(), drift: z.int() }),
  findings: z.array(
    z.object({
      /** What it is about: the record, the text made from it, or the ground of a claim. */
      kind: z.enum(["ledger", "block", "drift"]),
      code: z.string(),
      claim: z.string().nullable(),
      path: z.string().nullable(),
      line: z.int().nullable(),
      message: z.string(),
      hint: z.string(),
    }),
  ),
});

const place = z.object({ session: z.string(), stage: stageName });

export const ClaimCandidatesResult = result("claim-candidates", {
  project: z.string(),
  minSessions: z.int(),
  /** By sessions, then by stages, most first, then by text. Claims in force are not among them. */
  candidates: z.array(
    z.object({
      /** The id of the claim that it would become. */
      id: z.string(),
      /** As the first of its sources has it, as `--claim` takes it. */
      text: z.string(),
      /** How many sessions and stages say it; copies do not count. */
      sessions: z.int(),
      stages: z.int(),
      /** Where it stands, copies too, the oldest session first. */
      sources: z.array(
        place.extend({
          path: z.string().nullable(),
          line: z.int(),
          /** The sign-off of the document as it stands. */
          signedOff: signer.nullable(),
          /** The document that it was taken over from: it does not count; null for one that does. */
          copyOf: place.nullable(),
          /** Whether the next command names it. */
          named: z.boolean(),
        }),
      ),
      /** What the gate says now of the sources that are named. */
      gate: z.object({
        allowed: z.boolean(),
        minDays: z.int(),
        days: z.int(),
        /** The tests that are not met, in their order. */
        unmet: z.array(z.object({ code: z.string(), message: z.string(), how: z.string().nullable() })),
      }),
      /** It was a claim once, and was taken back; null where it never was one. */
      takenBack: z
        .object({ status: z.enum(claimStatuses), reason: z.string(), by: z.string(), at: z.string() })
        .nullable(),
      /** For a POSIX shell; a person puts a class in the place of CLASS. */
      next: z.string(),
    }),
  ),
  statistics: z.object({
    /** What was read. */
    sessions: z.int(),
    documents: z.int(),
    /** All that there are, shown or not. */
    candidates: z.int(),
    /** Sentences that would be candidates, were they not claims in force. */
    inForce: z.int(),
  }),
  truncated: z.boolean(),
});

export const claimResults = {
  "claim-change": ClaimChangeResult,
  "claim-list": ClaimListResult,
  "claim-check": ClaimCheckResult,
  "claim-candidates": ClaimCandidatesResult,
};
