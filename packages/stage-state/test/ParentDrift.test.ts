import { ArtifactDocument, type Stage, sectionFingerprintsOf, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { parentBaseDigests, parentBaseOf, parentDriftOf, sectionsDigest } from "../src/ParentDrift.ts";
import { baseOf, signOffOf, stageStates } from "../src/StageState.ts";
import { newState, StateRecord, withSignOff } from "../src/StateRecord.ts";

const signer = { by: "ada", kind: "human", at: "2026-11-24T10:00:00Z" } as const;

const written = (stage: Stage): string =>
  `# ${stage}\n\nfirst\n\n## 1. Goal\n\ngoal of ${stage}\n\n## 2. Scope\n\nscope of ${stage}\n`;

type Documents = Map<Stage, ArtifactDocument>;

const documentsOf = (text: (stage: Stage) => string = written): Documents =>
  new Map(stages.map((stage) => [stage, new ArtifactDocument(text(stage))]));

const edited = (documents: Documents, stage: Stage, edit: (text: string) => string): Documents =>
  new Map(documents).set(stage, new ArtifactDocument(edit(documents.get(stage)?.text ?? "")));

const root = documentsOf();
const parent = (documents: Documents) => ({ session: "root", documents });
const spawned = newState(
  {},
  { session: "root", uid: "u", sections: stages.map((stage) => baseOf(stage, root)) },
);
const newGoal = edited(root, "spec", (text) => text.replace("goal of", "aim of"));
const drift = [{ stage: "spec", sections: ["1. Goal"] }];

describe("a session against its parent", () => {
  it("has no drift while the parent stands as it was, in other line ends and numbers too", () => {
    expect(parentDriftOf(spawned, parent(root))).toEqual([]);
    const copies = documentsOf((stage) =>
      written(stage).replace("## 1. ", "## 4. ").replaceAll("\n", "\r\n"),
    );
    expect(parentDriftOf(spawned, parent(copies))).toEqual([]);
  });

  it("names the sections that changed, came or went since it was spawned", () => {
    expect(parentDriftOf(spawned, parent(newGoal))).toEqual(drift);
    const more = edited(root, "plan", (text) => `${text}\n## 3. New\n`);
    expect(parentDriftOf(spawned, parent(more))).toEqual([{ stage: "plan", sections: ["3. New"] }]);
    const less = new Map(root);
    less.delete("tasks");
    expect(parentDriftOf(spawned, parent(less))).toEqual([
      { stage: "tasks", sections: ["", "1. Goal", "2. Scope"] },
    ]);
  });

  it("tells a document that the parent did not have then", () => {
    const before = new Map(root);
    before.delete("tasks");
    const state = newState(
      {},
      { session: "root", uid: "u", sections: stages.map((stage) => baseOf(stage, before)) },
    );
    expect(parentDriftOf(state, parent(root))).toEqual([
      { stage: "tasks", sections: ["", "1. Goal", "2. Scope"] },
    ]);
  });

  it("is built on what stood there when the stage was signed off", () => {
    const own = documentsOf();
    const signed = withSignOff(spawned, "spec", signOffOf("spec", own, signer, parent(newGoal)));
    expect(parentDriftOf(signed, parent(newGoal))).toEqual([]);
    expect(parentDriftOf(signed, parent(root))).toEqual(drift);
    expect(parentDriftOf(withSignOff(signed, "spec", null), parent(newGoal))).toEqual(drift);
  });

  it("does not become stale by it: its own upstream stages decide that", () => {
    const own = documentsOf();
    const signed = withSignOff(spawned, "spec", signOffOf("spec", own, signer, parent(root)));
    const states = stageStates({ documents: own, state: signed, errors: () => 0 });
    expect(states.find((one) => one.stage === "spec")).toMatchObject({
      status: "completed",
      staleBecause: [],
    });
  });

  it("is not taken for an upstream stage of the session itself", () => {
    const own = documentsOf();
    const signOff = signOffOf("plan", own, signer);
    const foreign = { stage: "spec", session: "root", sections: [] };
    const signed = withSignOff(spawned, "plan", { ...signOff, built_on: [foreign, ...signOff.built_on] });
    const states = stageStates({ documents: own, state: signed, errors: () => 0 });
    expect(states.find((one) => one.stage === "plan")?.staleBecause).toEqual([]);
  });

  it("says nothing where nothing was recorded, or of another parent", () => {
    const other = edited(root, "spec", () => "# other\n");
    for (const state of [null, newState()]) expect(parentDriftOf(state, parent(other))).toEqual([]);
    expect(parentDriftOf(spawned, { session: "elsewhere", documents: other })).toEqual([]);
    expect(parentBaseOf(spawned, "elsewhere", "spec")).toBeNull();
  });

  it("reads what older versions recorded: fingerprints without digests", () => {
    const older = StateRecord.parse({
      schema_version: 1,
      stages: {},
      parent: {
        session: "root",
        uid: "u",
        sections: [{ stage: "spec", sections: sectionFingerprintsOf(root.get("spec") as ArtifactDocument) }],
      },
    });
    expect(parentDriftOf(older, parent(root))).toEqual([]);
    expect(parentDriftOf(older, parent(newGoal))).toEqual(drift);
  });
});

describe("the short words for sections", () => {
  const wordOf = (documents: Documents, stage: Stage) => sectionsDigest(baseOf(stage, documents).sections);

  it("are equal exactly where nothing changed", () => {
    const words = parentBaseDigests(spawned, "root");
    const swapped = "# spec\n\nfirst\n\n## 9. Scope\n\nscope of spec\n\n## 1. Goal\n\ngoal of spec\n";
    const versions = [
      root,
      newGoal,
      edited(root, "spec", () => swapped),
      edited(root, "spec", (text) => `${text}\n## 3. New\n`),
    ];
    const differs = versions.map((documents) => words.spec !== wordOf(documents, "spec"));
    expect(differs).toEqual([false, true, false, true]);
    expect(differs).toEqual(
      versions.map((documents) => parentDriftOf(spawned, parent(documents)).length > 0),
    );
  });

  it("are null where nothing is known", () => {
    expect(new Set(Object.values(parentBaseDigests(null, "root")))).toEqual(new Set([null]));
    expect(Object.keys(parentBaseDigests(spawned, "root"))).toEqual(stages);
  });
});
