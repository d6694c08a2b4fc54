import { ArtifactDocument, digestOf, type Stage, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  acknowledged,
  parentAcknowledged,
  parentSectionsMoved,
  standingSignOff,
} from "../src/Acknowledge.ts";
import { parentDriftOf } from "../src/ParentDrift.ts";
import { baseOf, signOffOf, stageStates } from "../src/StageState.ts";
import { newState, printState, StateRecord, withSignOff } from "../src/StateRecord.ts";

const signer = { by: "ada", kind: "human", at: "2026-11-24T10:00:00Z" } as const;
const reader = { by: "ben", kind: "human", at: "2026-11-25T10:00:00Z", reason: "wording only" } as const;

const written = (stage: Stage): string =>
  `# ${stage}\n\n## Goal\n\ngoal of ${stage}\n\n## Scope\n\nscope of ${stage}\n`;

type Documents = Map<Stage, ArtifactDocument>;

const documents: Documents = new Map(stages.map((stage) => [stage, new ArtifactDocument(written(stage))]));
const edited = (stage: Stage, edit: (text: string) => string): Documents =>
  new Map(documents).set(stage, new ArtifactDocument(edit(written(stage))));
const newAim = (text: string): string => text.replace("goal of", "aim of");

const signedAll = stages.reduce(
  (state, stage) => withSignOff(state, stage, signOffOf(stage, documents, signer)),
  newState(),
);
const staleIn = (state: StateRecord, of: Documents) =>
  stageStates({ documents: of, state, errors: () => 0 })
    .filter((one) => one.status === "stale")
    .map((one) => [one.stage, one.staleBecause]);

describe("an acknowledged drift", () => {
  const now = edited("spec", newAim);

  it("is flagged no more, and what is built on the stage stays fresh", () => {
    expect(staleIn(signedAll, now)).toEqual([["plan", [{ stage: "spec", sections: ["Goal"] }]]]);
    const after = acknowledged(signedAll, "plan", "spec", now, reader);
    expect(after?.sections).toEqual(["Goal"]);
    expect(staleIn(after?.state ?? newState(), now)).toEqual([]);
  });

  it("says who read what, and why, behind those before it, and keeps the sign-off", () => {
    const first = acknowledged(signedAll, "plan", "spec", now, reader)?.state ?? newState();
    const later = edited("spec", (text) => newAim(text).replace("scope of", "bounds of"));
    const second = acknowledged(first, "plan", "spec", later, { ...reader, reason: null })?.state;
    const record = StateRecord.parse(JSON.parse(printState(second ?? newState()))).stages.plan;
    expect(record.acknowledged).toEqual([
      { of: "spec", ...reader, sections: ["Goal"] },
      { of: "spec", ...reader, reason: null, sections: ["Scope"] },
    ]);
    expect(record.sign_off).toMatchObject({ ...signer, digest: digestOf(written("plan")) });
    expect(record.sign_off?.built_on.map((one) => [one.stage, one.digest])).toEqual([
      ["spec", digestOf(later.get("spec")?.text ?? "")],
      ["context", digestOf(written("context"))],
    ]);
    expect(staleIn(second ?? newState(), later)).toEqual([]);
  });

  it("is one upstream stage's, not another's", () => {
    const both = new Map(now).set("context", new ArtifactDocument(newAim(written("context"))));
    const after = acknowledged(signedAll, "plan", "spec", both, reader)?.state ?? newState();
    expect(staleIn(after, both).find(([stage]) => stage === "plan")).toEqual([
      "plan",
      [{ stage: "context", sections: ["Goal"] }],
    ]);
  });

  it("is flagged again when the upstream changes again", () => {
    const after = acknowledged(signedAll, "plan", "spec", now, reader)?.state ?? newState();
    expect(staleIn(after, documents)).toEqual([["plan", [{ stage: "spec", sections: ["Goal"] }]]]);
  });

  it("is none, and the record the same, where nothing changed that counts", () => {
    const spaced = edited("spec", (text) => `${text}\n\n`);
    for (const same of [documents, spaced]) {
      const after = acknowledged(signedAll, "plan", "spec", same, reader);
      expect(after).toEqual({ state: signedAll, sections: [] });
      expect(after?.state).toBe(signedAll);
    }
  });

  it("needs a sign-off for the document as it stands", () => {
    expect(acknowledged(newState(), "plan", "spec", now, reader)).toBeNull();
    const moved = new Map(now).set("plan", new ArtifactDocument("# other\n"));
    expect(acknowledged(signedAll, "plan", "spec", moved, reader)).toBeNull();
    expect(standingSignOff(signedAll, "plan", documents)?.by).toBe("ada");
    expect(standingSignOff(signedAll, "plan", moved)).toBeNull();
    expect(standingSignOff(null, "plan", documents)).toBeNull();
  });
});

describe("a drift of the parent", () => {
  const parent = (of: Documents) => ({ session: "root", uid: "u", documents: of });
  const now = edited("spec", (text) => newAim(text).replace("scope of", "bounds of"));
  const spawned = newState(
    {},
    { session: "root", uid: "u", sections: stages.map((stage) => baseOf(stage, documents)) },
  );

  it("is acknowledged by an unsigned stage too", () => {
    const { state, sections } = parentAcknowledged(spawned, "spec", parent(now), reader);
    expect(sections).toEqual(["Goal", "Scope"]);
    expect(parentDriftOf(state, parent(now))).toEqual([]);
    expect(state.stages.spec).toMatchObject({
      sign_off: null,
      acknowledged: [{ of: "parent", ...reader, sections: ["Goal", "Scope"] }],
    });
    expect(state.parent?.sections.map((one) => one.stage)).toEqual(stages);
    expect(state.parent?.sections.find((one) => one.stage === "spec")).toEqual(baseOf("spec", now));
  });

  it("stays acknowledged when the sign-off is taken back", () => {
    const signOff = signOffOf("spec", documents, signer, parent(documents));
    const signed = withSignOff(spawned, "spec", signOff);
    const { state } = parentAcknowledged(signed, "spec", parent(now), reader);
    expect(parentDriftOf(state, parent(now))).toEqual([]);
    expect(state.stages.spec.sign_off?.built_on.map((one) => [one.stage, one.session])).toEqual([
      ["intent", undefined],
      ["context", undefined],
      ["spec", "root"],
    ]);
    expect(parentDriftOf(withSignOff(state, "spec", null), parent(now))).toEqual([]);
  });

  it("is none, and the record the same, where nothing changed", () => {
    expect(parentAcknowledged(spawned, "spec", parent(documents), reader).state).toBe(spawned);
  });

  it("begins to be told where nothing was recorded, for that stage alone", () => {
    const { state } = parentAcknowledged(newState(), "spec", parent(documents), reader);
    expect(parentDriftOf(state, parent(documents))).toEqual([]);
    expect(parentDriftOf(state, parent(now))).toEqual([{ stage: "spec", sections: ["Goal", "Scope"] }]);
  });

  it("moves by one section where the session changed that one itself", () => {
    for (const before of [
      spawned,
      withSignOff(spawned, "spec", signOffOf("spec", documents, signer, parent(documents))),
    ]) {
      const moved = parentSectionsMoved(before, "spec", parent(now), ["1. goal"], reader);
      expect(parentDriftOf(moved, parent(now))).toEqual([{ stage: "spec", sections: ["Scope"] }]);
      expect(moved.parent?.sections.find((one) => one.stage === "spec")?.digest).toBe(
        digestOf(written("spec")),
      );
      expect(moved.stages.spec.acknowledged).toEqual([{ of: "parent", ...reader, sections: ["Goal"] }]);
      expect(parentSectionsMoved(moved, "spec", parent(now), ["Goal"], reader)).toBe(moved);
      const whole = parentSectionsMoved(moved, "spec", parent(now), ["Scope"], reader);
      expect(parentDriftOf(whole, parent(now))).toEqual([]);
      expect(whole.parent?.sections.find((one) => one.stage === "spec")).toEqual(baseOf("spec", now));
    }
    const added = edited("spec", (text) => `${text}\n## New\n`);
    expect(
      parentDriftOf(parentSectionsMoved(spawned, "spec", parent(added), ["New"], reader), parent(added)),
    ).toEqual([]);
  });
});
