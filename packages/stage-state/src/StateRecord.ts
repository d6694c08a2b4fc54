/**
 * `metadata/state.json`: for each stage the digest its template left and the sign-off. All seven
 * blocks are always written out, and no time stands outside a sign-off or an acknowledgement, so that
 * two branches that sign different stages merge.
 */
import { BuiltOn, type Digest, printJson, SignOff, type Stage, stages } from "@idse/pipeline-artifacts";
import * as z from "zod";

/** Somebody read what changed below a stage and let the stage stand as it is. */
export const Acknowledgement = z.looseObject({
  /** An upstream stage, or `parent`. */
  of: z.string(),
  by: z.string(),
  kind: z.enum(["human", "agent"]),
  /** ISO 8601 with zone. */
  at: z.string(),
  reason: z.string().nullable().default(null),
  /** Titles of the sections that had changed; the empty string is what stands before the first. */
  sections: z.array(z.string()),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const StageRecord = z.looseObject({
  /** Digest of the document as its template left it; null where none was recorded. */
  template: z.string().nullable().default(null),
  sign_off: SignOff.nullable().default(null),
  /** Oldest first; absent where there is none. */
  acknowledged: z.array(Acknowledgement).optional(),
});
export type StageRecord = z.infer<typeof StageRecord>;

const emptyRecord = (): StageRecord => ({ template: null, sign_off: null });

export const StateRecord = z.looseObject({
  schema_version: z.literal(1),
  stages: z.looseObject({
    intent: StageRecord.default(emptyRecord),
    context: StageRecord.default(emptyRecord),
    spec: StageRecord.default(emptyRecord),
    plan: StageRecord.default(emptyRecord),
    tasks: StageRecord.default(emptyRecord),
    implementation: StageRecord.default(emptyRecord),
    feedback: StageRecord.default(emptyRecord),
  }),
  /** What the session was spawned from, as it stood then or was acknowledged since. */
  parent: z
    .looseObject({
      session: z.string(),
      uid: z.string(),
      sections: z.array(BuiltOn),
    })
    .nullable()
    .default(null),
});
export type StateRecord = z.infer<typeof StateRecord>;

/** A record with nothing signed; `templates` holds the digests of freshly made documents. */
export const newState = (
  templates: Partial<Readonly<Record<Stage, Digest>>> = {},
  parent: StateRecord["parent"] = null,
): StateRecord => {
  const record = (stage: Stage): StageRecord => ({ template: templates[stage] ?? null, sign_off: null });
  return {
    schema_version: 1,
    stages: {
      intent: record("intent"),
      context: record("context"),
      spec: record("spec"),
      plan: record("plan"),
      tasks: record("tasks"),
      implementation: record("implementation"),
      feedback: record("feedback"),
    },
    parent,
  };
};

export const withSignOff = (state: StateRecord, stage: Stage, signOff: SignOff | null): StateRecord => ({
  ...state,
  stages: { ...state.stages, [stage]: { ...state.stages[stage], sign_off: signOff } },
});

export const signedStages = (state: StateRecord): ReadonlyArray<Stage> =>
  stages.filter((stage) => state.stages[stage].sign_off !== null);

/** The record as text, blocks in stage order whatever order they came in. */
export const printState = (state: StateRecord): string => {
  const ordered = Object.fromEntries(stages.map((stage) => [stage, state.stages[stage]]));
  return printJson({ ...state, stages: { ...ordered, ...omitStages(state.stages) } });
};

const omitStages = (blocks: StateRecord["stages"]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(blocks).filter(([key]) => !(stages as ReadonlyArray<string>).includes(key)),
  );
