import { ArtifactDocument, digestOf, newDocument, type Stage, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  builtOnNow,
  isStageUntouched,
  nextStage,
  signOffOf,
  stageReached,
  stageStates,
} from "../src/StageState.ts";
import { newState, printState, StateRecord, withSignOff } from "../src/StateRecord.ts";

const names = {
  project_name: "shop",
  session_id: "checkout",
  session_name: "Checkout",
  stack: "typescript",
  date: "2026-11-24",
};

const signer = { by: "ada", kind: "human", at: "2026-11-24T10:00:00Z" } as const;

const written = (stage: Stage): string =>
  `# ${stage}\n\nfirst\n\n## 1. Goal\n\ngoal of ${stage}\n\n## 2. Scope\n\nscope of ${stage}\n`;

type Documents = Map<Stage, ArtifactDocument>;

const documentsOf = (text: (stage: Stage) => string = written): Documents =>
  new Map(stages.map((stage) => [stage, new ArtifactDocument(text(stage))]));

const withText = (documents: Documents, stage: Stage, text: string): Documents =>
  new Map(documents).set(stage, new ArtifactDocument(text));

const signed = (documents: Documents, ...which: ReadonlyArray<Stage>): StateRecord =>
  which.reduce((state, stage) => withSignOff(state, stage, signOffOf(stage, documents, signer)), newState());

const statesOf = (
  documents: Documents,
  state: StateRecord | null,
  errors: Partial<Record<Stage, number>> = {},
) => stageStates({ documents, state, errors: (stage) => errors[stage] ?? 0 });

const stateOf = (stage: Stage, ...given: Parameters<typeof statesOf>) => {
  const found = statesOf(...given).find((one) => one.stage === stage);
  if (found === undefined) throw new Error("no such stage");
  return found;
};

describe("the status of a stage", () => {
  it("is given for all seven, in pipeline order", () => {
    expect(statesOf(new Map(), null).map((one) => one.stage)).toEqual(stages);
  });

  it("is missing without a document, signed or not", () => {
    const state = signed(documentsOf(), "plan");
    const documents = documentsOf();
    documents.delete("plan");
    for (const record of [null, state]) {
      expect(stateOf("plan", documents, record)).toEqual({
        stage: "plan",
        status: "missing",
        signedOff: null,
        editedSinceSignOff: false,
        staleBecause: [],
      });
    }
  });

  it("is pending as the template left it, recorded or not, whatever the errors", () => {
    const fresh = documentsOf((stage) => newDocument(stage, names).content);
    const digests = Object.fromEntries(
      stages.map((stage) => [stage, newDocument(stage, names).templateDigest]),
    );
    for (const state of [null, newState(), newState(digests)]) {
      const found = statesOf(fresh, state, { spec: 4 });
      expect(new Set(found.map((one) => one.status))).toEqual(new Set(["pending"]));
    }
  });

  it("is in progress while its document has errors, and completed after", () => {
    expect(stateOf("spec", documentsOf(), null, { spec: 1 }).status).toBe("in_progress");
    expect(stateOf("spec", documentsOf(), null, { plan: 1 }).status).toBe("completed");
  });

  it("is not pending when a document of the repository's own template was recorded and then edited", () => {
    const text = "# Ours\n";
    const record = { template: digestOf(text), sign_off: null };
    expect(isStageUntouched("spec", "# Ours\r\n", record)).toBe(true);
    expect(isStageUntouched("spec", "# Ours, edited\n", record)).toBe(false);
    expect(isStageUntouched("spec", newDocument("spec", names).content, undefined)).toBe(true);
  });
});

describe("a sign-off", () => {
  it("records who, the document, and every section it was built on", () => {
    const documents = documentsOf();
    const signOff = signOffOf("plan", documents, signer);
    expect(signOff).toMatchObject({ ...signer, digest: digestOf(written("plan")) });
    expect(
      signOff.built_on.map(({ stage, sections }) => [stage, sections.map((one) => one.section)]),
    ).toEqual([
      ["spec", ["", "1. Goal", "2. Scope"]],
      ["context", ["", "1. Goal", "2. Scope"]],
    ]);
  });

  it("stands while nothing changes, through the file and other line ends", () => {
    const documents = documentsOf();
    const state = StateRecord.parse(JSON.parse(printState(signed(documents, ...stages))));
    const copies = documentsOf((stage) => `\ufeff${written(stage).replaceAll("\n", "\r\n")}`);
    for (const one of statesOf(copies, state)) {
      expect(one).toMatchObject({ status: "completed", editedSinceSignOff: false, staleBecause: [] });
      expect(one.signedOff?.by).toBe("ada");
    }
  });

  it("is for the document as it stood: an edit ends it, and going back restores it", () => {
    const documents = documentsOf();
    const state = signed(documents, "plan");
    const edited = withText(documents, "plan", `${written("plan")}more\n`);
    expect(stateOf("plan", edited, state)).toMatchObject({
      status: "completed",
      signedOff: null,
      editedSinceSignOff: true,
      staleBecause: [],
    });
    expect(stateOf("plan", edited, state, { plan: 1 }).status).toBe("in_progress");
    expect(stateOf("plan", documents, state)).toMatchObject({ editedSinceSignOff: false });
    expect(stateOf("plan", documents, state).signedOff).not.toBeNull();
  });

  it("does not hide errors", () => {
    const documents = documentsOf();
    expect(stateOf("plan", documents, signed(documents, "plan"), { plan: 2 }).status).toBe("in_progress");
  });
});

describe("a stale stage", () => {
  const documents = documentsOf();
  const state = signed(documents, ...stages);
  const after = (stage: Stage, edit: (text: string) => string) =>
    statesOf(withText(documents, stage, edit(written(stage))), state);
  const staleOf = (states: ReturnType<typeof statesOf>) =>
    states.filter((one) => one.status === "stale").map((one) => [one.stage, one.staleBecause]);

  it("names the stage and the sections that changed", () => {
    expect(staleOf(after("spec", (text) => text.replace("goal of", "aim of")))).toEqual([
      ["plan", [{ stage: "spec", sections: ["1. Goal"] }]],
    ]);
    expect(staleOf(after("spec", (text) => `${text.replace("first", "1st")}\n## 3. New\n`))).toEqual([
      ["plan", [{ stage: "spec", sections: ["", "3. New"] }]],
    ]);
  });

  it("is every stage built on it, and not those behind them", () => {
    const because = [{ stage: "context", sections: ["2. Scope"] }];
    expect(staleOf(after("context", (text) => text.replace("scope of", "bounds of")))).toEqual([
      ["spec", because],
      ["plan", because],
    ]);
  });

  it("keeps its sign-off, since its own document is as it was signed", () => {
    const plan = after("spec", (text) => `${text}more\n`).find((one) => one.stage === "plan");
    expect(plan?.signedOff?.by).toBe("ada");
    expect(plan?.editedSinceSignOff).toBe(false);
  });

  it("is none after renumbering and reordering", () => {
    const moved = "# spec\n\nfirst\n\n## 1. Scope\n\nscope of spec\n\n## 2. Goal\n\ngoal of spec\n";
    expect(staleOf(after("spec", () => moved))).toEqual([]);
  });

  it("is one whose upstream went, or came", () => {
    const without = new Map(documents);
    without.delete("tasks");
    expect(staleOf(statesOf(without, state))).toEqual([
      ["implementation", [{ stage: "tasks", sections: ["", "1. Goal", "2. Scope"] }]],
    ]);
    expect(staleOf(statesOf(documents, signed(without, "implementation")))).toEqual([
      ["implementation", [{ stage: "tasks", sections: ["", "1. Goal", "2. Scope"] }]],
    ]);
  });

  it("is fresh again when it is signed again", () => {
    const edited = withText(documents, "spec", `${written("spec")}more\n`);
    const again = withSignOff(state, "plan", signOffOf("plan", edited, signer));
    expect(staleOf(statesOf(edited, again))).toEqual([]);
  });

  it("is not one that was edited itself", () => {
    const edited = withText(withText(documents, "spec", "# new\n"), "plan", "# new\n");
    expect(stateOf("plan", edited, state)).toMatchObject({ status: "completed", editedSinceSignOff: true });
  });
});

it("is built on nothing where nothing is there", () => {
  expect(builtOnNow("intent", documentsOf())).toEqual([]);
  expect(builtOnNow("context", new Map())).toEqual([{ stage: "intent", sections: [] }]);
});

describe("the next stage", () => {
  it("is the first that is not completed", () => {
    const documents = documentsOf();
    expect(nextStage(statesOf(documents, null))).toBeNull();
    expect(nextStage(statesOf(documents, null, { tasks: 1, spec: 1 }))).toBe("spec");
    documents.delete("context");
    expect(nextStage(statesOf(documents, null, { spec: 1 }))).toBe("context");
  });

  it("is the stale one when all is written", () => {
    const documents = documentsOf();
    const state = signed(documents, "plan");
    expect(nextStage(statesOf(withText(documents, "spec", "# other\n"), state))).toBe("plan");
  });
});

describe("the stage that the work has reached", () => {
  it("is the first that nobody signed off, however well it is written", () => {
    const documents = documentsOf();
    expect(stageReached(statesOf(documents, null))).toBe("intent");
    expect(stageReached(statesOf(documents, signed(documents, "intent")))).toBe("context");
  });

  it("is the last one where all are signed off, open places or not", () => {
    const documents = documentsOf();
    let state = newState();
    for (const stage of stages)
      state = withSignOff(state, stage, signed(documents, stage).stages[stage].sign_off);
    expect(stageReached(statesOf(documents, state, { spec: 1 }))).toBe("feedback");
  });
});
