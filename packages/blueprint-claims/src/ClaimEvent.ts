/**
 * One event in the life of a claim, as it is kept: a small file that is written once and never changed. Its
 * name holds the time, by which files sort, and the digest of its text, by which an edit shows.
 */
import { digestOf, isReadableName, printJson, readJson, type Stage, stages } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { claimClasses, claimIdPattern } from "./Claim.ts";

const [firstStage, ...otherStages] = stages;
const stageName = z.enum([firstStage as Stage, ...otherStages]);
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/);
const claimId = z.string().regex(claimIdPattern);

/** Where a document said it, and what was known of the document then. */
export const ClaimSource = z.strictObject({
  session: z.string().refine(isReadableName, { message: "is no name of a session" }),
  stage: stageName,
  /** Digest of the whole document. */
  digest: z.string(),
  line: z.int().min(1),
  /** The sentence that stood there. */
  quote: z.string().min(1),
  /** `claim`: its own words. `quote`, `place`: other words, which a person named. */
  found_by: z.enum(["claim", "quote", "place"]),
  /** The sign-off of the document as it stood. */
  signed: z.strictObject({ by: z.string(), kind: z.enum(["human", "agent"]), at: time }).nullable(),
});
export type ClaimSource = z.infer<typeof ClaimSource>;

const common = {
  schema_version: z.literal(1),
  claim: claimId,
  by: z.string().min(1),
  kind: z.enum(["human", "agent"]),
  /** ISO 8601 with zone. */
  at: time,
  /** Names of the events that were the last ones then: none of them can go missing unnoticed. */
  follows: z.array(z.string()),
};

const making = {
  text: z.string().min(1),
  classification: z.enum(claimClasses),
  /** It had been taken back, and is in force again. */
  revives: z.boolean(),
  sources: z.array(ClaimSource).min(1),
};

export const ClaimEvent = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("declared"), ...common, ...making }),
  z.strictObject({
    event: z.literal("promoted"),
    ...common,
    ...making,
    /** The gate that it passed, and what that saw. */
    gate: z.strictObject({ version: z.int(), min_days: z.int().min(0), days: z.int().min(0) }),
    feedback: z.array(z.strictObject({ session: z.string(), digest: z.string() })),
  }),
  z.strictObject({ event: z.literal("reinforced"), ...common, sources: z.array(ClaimSource).min(1) }),
  z.strictObject({
    event: z.literal("demoted"),
    ...common,
    status: z.enum(["invalidated", "superseded"]),
    reason: z.string().min(1),
    superseded_by: claimId.nullable(),
  }),
]);
export type ClaimEvent = z.infer<typeof ClaimEvent>;
export type ClaimEventOf<E extends ClaimEvent["event"]> = Extract<ClaimEvent, { event: E }>;

export interface ClaimFile {
  /** Without folder and ending. */
  readonly name: string;
  readonly text: string;
}

const digestInName = (text: string): string => digestOf(text).slice("sha256:".length, "sha256:".length + 12);

/** `20261126T031500Z-promoted-1a2b3c4d5e6f` */
const nameOf = ({ at, event }: ClaimEvent, text: string): string => {
  const compact = new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${compact}-${event}-${digestInName(text)}`;
};

/** The file of an event. */
export const claimFileOf = (event: ClaimEvent): ClaimFile => {
  const text = printJson(event);
  return { name: nameOf(event, text), text };
};

export type ReadClaimFile =
  | { readonly ok: true; readonly event: ClaimEvent; readonly intact: boolean }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** `intact`: the text is the one that the name was given for. */
export const readClaimFile = ({ name, text }: ClaimFile): ReadClaimFile => {
  const read = readJson(text, ClaimEvent);
  if (!read.ok) return { ok: false, line: read.problem.line, message: read.problem.message };
  const time = Number.isNaN(Date.parse(read.value.at));
  if (time) return { ok: false, line: 1, message: "at: is no time" };
  return { ok: true, event: read.value, intact: nameOf(read.value, text) === name };
};
