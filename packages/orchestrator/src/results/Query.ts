/** Answers to a question by name: rows of one shape for each question. */
import { identifierKinds } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { agentMode, result, sessionFacts, sessionStatus, stageName, stageStatus } from "./Common.ts";

const at = { session: z.string(), stage: stageName, path: z.string().nullable() };
const place = { ...at, line: z.int(), column: z.int() };
const counts = { openMarkers: z.int(), errors: z.int(), warnings: z.int() };
const signedOff = { signedOffBy: z.string().nullable(), signedOffAt: z.string().nullable() };

/** The columns of each question, in the order in which they are shown. */
export const queryRows = {
  sessions: z.strictObject({
    session: z.string(),
    ...sessionFacts,
    completed: z.int(),
    stages: z.int(),
    errors: z.int(),
    warnings: z.int(),
  }),
  /** Documents that are there. */
  artifacts: z.strictObject({
    ...at,
    digest: z.string(),
    /** Still as its template left it. */
    untouched: z.boolean(),
    ...counts,
  }),
  "stage-status": z.strictObject({
    ...at,
    state: stageStatus,
    agent: z.string().nullable(),
    agentMode: agentMode.nullable(),
    ...counts,
    ...signedOff,
    /** `plan: Scope`, or `__blueprint__/plan: Scope` where the parent changed. */
    staleBecause: z.array(z.string()),
  }),
  /** Documents that this clone and a remote do not agree on, as far as this clone knows without asking. */
  unsynced: z.strictObject({
    remote: z.string(),
    /** Null: of the project itself. */
    session: z.string().nullable(),
    /** A stage, or a record beside the stages such as `session`. */
    document: z.string(),
    path: z.string().nullable(),
    state: z.enum(["ahead", "behind", "both-changed", "conflict"]),
    lastSync: z.string().nullable(),
  }),
  /** Specs that somebody has begun and that are not completed. */
  "specs-in-progress": z.strictObject({
    session: z.string(),
    path: z.string().nullable(),
    state: stageStatus,
    owner: z.string().nullable(),
    status: sessionStatus.nullable(),
    ...counts,
    ...signedOff,
  }),
  "trace-gaps": z.strictObject({
    ...place,
    id: z.string(),
    kind: z.enum(identifierKinds),
    missing: z.enum(["requirement", "criterion", "task", "implementation", "code", "definition"]),
    title: z.string(),
  }),
  text: z.strictObject({
    ...place,
    /** What was found. */
    match: z.string(),
    /** The line it stands in, of a long one the part around it. */
    text: z.string(),
  }),
} as const;

export type QueryName = keyof typeof queryRows;
export type QueryRow<N extends QueryName> = z.infer<(typeof queryRows)[N]>;

export const queryNames = Object.keys(queryRows) as [QueryName, ...Array<QueryName>];

const rowShapes = Object.values(queryRows) as [
  (typeof queryRows)[QueryName],
  ...Array<(typeof queryRows)[QueryName]>,
];

export const QueryResult = result("query", {
  project: z.string(),
  /** The one session that was looked at, or null for all of the project. */
  session: z.string().nullable(),
  name: z.enum(queryNames),
  /** Names of a row's members, in the order of the table. */
  columns: z.array(z.string()),
  /** Of the shape that belongs to `name`. */
  rows: z.array(z.union(rowShapes)),
  /** How many there are; more than `rows` where `truncated`. */
  total: z.int(),
  truncated: z.boolean(),
});

export const queryResults = {
  query: QueryResult,
};
