/**
 * The seven stages of a session. This table is the only place that knows their order, where a
 * stage's document lies, and what a stage is built on.
 */

export type Stage = "intent" | "context" | "spec" | "plan" | "tasks" | "implementation" | "feedback";

export interface StageDefinition {
  readonly stage: Stage;
  readonly title: string;
  /** Path inside a session folder, with `/`. */
  readonly path: string;
  /** Upstream stages. */
  readonly builtOn: ReadonlyArray<Stage>;
  /** The act that the stage asks for, as it stands after "Next:". */
  readonly verb: string;
}

export const stageTable: ReadonlyArray<StageDefinition> = [
  { stage: "intent", title: "Intent", path: "intents/intent.md", builtOn: [], verb: "write the intent" },
  {
    stage: "context",
    title: "Context",
    path: "contexts/context.md",
    builtOn: ["intent"],
    verb: "write the context",
  },
  {
    stage: "spec",
    title: "Specification",
    path: "specs/spec.md",
    builtOn: ["intent", "context"],
    verb: "write the spec",
  },
  {
    stage: "plan",
    title: "Plan",
    path: "plans/plan.md",
    builtOn: ["spec", "context"],
    verb: "write the plan",
  },
  { stage: "tasks", title: "Tasks", path: "tasks/tasks.md", builtOn: ["plan"], verb: "write the tasks" },
  {
    stage: "implementation",
    title: "Implementation",
    path: "implementation/README.md",
    builtOn: ["tasks", "plan"],
    verb: "build it and report the implementation",
  },
  {
    stage: "feedback",
    title: "Feedback",
    path: "feedback/feedback.md",
    builtOn: ["implementation"],
    verb: "write the feedback",
  },
];

export const stages: ReadonlyArray<Stage> = stageTable.map((row) => row.stage);

const byName = new Map(stageTable.map((row, index) => [row.stage as string, { row, index }]));

export const isStage = (name: string): name is Stage => byName.has(name);

const lookUp = (stage: Stage) => {
  const found = byName.get(stage);
  if (found === undefined) throw new Error(`no such stage: ${stage}`);
  return found;
};

export const stageDefinition = (stage: Stage): StageDefinition => lookUp(stage).row;

/** 0 for intent, 6 for feedback. */
export const stageOrder = (stage: Stage): number => lookUp(stage).index;

export const builtOn = (stage: Stage): ReadonlyArray<Stage> => lookUp(stage).row.builtOn;

/** The stages up to and including `last`, in pipeline order. */
export const stagesThrough = (last: Stage): ReadonlyArray<Stage> => stages.slice(0, stageOrder(last) + 1);

/** The stage whose document lies at `path` inside a session folder, if any. */
export const stageAtPath = (path: string): Stage | undefined =>
  stageTable.find((row) => row.path === path)?.stage;
