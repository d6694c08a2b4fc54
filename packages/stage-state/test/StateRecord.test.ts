import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, type SignOff, type Stage, stages } from "@idse/pipeline-artifacts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newState, printState, StateRecord, signedStages, withSignOff } from "../src/StateRecord.ts";

const signOff = (by: string): SignOff => ({
  by,
  kind: "human",
  at: "2026-11-24T10:00:00Z",
  digest: digestOf(by),
  built_on: [{ stage: "intent", sections: [{ section: "Goal", fingerprint: "fp1:0" }] }],
});

/** Accepted by somebody, as it is recorded in the stage and in what the stage is built on. */
const acknowledgedIn = (state: StateRecord, stage: Stage, by: string): StateRecord => ({
  ...state,
  stages: {
    ...state.stages,
    [stage]: {
      ...state.stages[stage],
      acknowledged: [
        {
          of: "parent",
          by,
          kind: "human",
          at: "2026-11-24T10:00:00Z",
          reason: null,
          sections: ["Goal"],
        },
      ],
    },
  },
  parent:
    state.parent === null
      ? null
      : {
          ...state.parent,
          sections: state.parent.sections.map((one) =>
            one.stage === stage
              ? {
                  stage,
                  digest: digestOf(by),
                  sections: [{ section: "Goal", fingerprint: `fp1:${by}` }],
                }
              : one,
          ),
        },
});

const parent: StateRecord["parent"] = {
  session: "root",
  uid: "u",
  sections: stages.map((stage) => ({
    stage,
    digest: digestOf(stage),
    sections: [{ section: "Goal", fingerprint: "fp1:0" }],
  })),
};

const templates = Object.fromEntries(stages.map((stage) => [stage, digestOf(stage)]));

const parse = (text: string): StateRecord => StateRecord.parse(JSON.parse(text));

describe("a record", () => {
  it("starts with nothing signed, and the digests of fresh documents", () => {
    const state = newState({ spec: "sha256:1" });
    expect(signedStages(state)).toEqual([]);
    expect(state.stages.spec).toEqual({ template: "sha256:1", sign_off: null });
    expect(state.stages.plan).toEqual({ template: null, sign_off: null });
  });

  it("is signed and taken back, and changed in no other place", () => {
    const state = newState(templates);
    const signed = withSignOff(withSignOff(state, "plan", signOff("ada")), "intent", signOff("ben"));
    expect(signedStages(signed)).toEqual(["intent", "plan"]);
    expect(signedStages(state)).toEqual([]);
    expect(withSignOff(withSignOff(signed, "plan", null), "intent", null)).toEqual(state);
  });

  it("reads blocks that are absent as unsigned", () => {
    const least = { schema_version: 1, stages: {} };
    expect(StateRecord.parse(least)).toEqual(newState());
    expect(StateRecord.parse({ ...least, stages: { spec: { template: "x" } } }).stages.spec).toEqual({
      template: "x",
      sign_off: null,
    });
  });

  it("reads sign-offs of older versions, which hold no digests and no parent", () => {
    const state = withSignOff(newState(), "context", signOff("ada"));
    expect(parse(printState(state)).stages.context.sign_off?.built_on).toEqual([
      { stage: "intent", sections: [{ section: "Goal", fingerprint: "fp1:0" }] },
    ]);
    expect(printState(state)).not.toContain("acknowledged");
  });

  it.each([
    {},
    { schema_version: 2, stages: {} },
    { schema_version: 1 },
    { schema_version: 1, stages: { spec: null } },
    { schema_version: 1, stages: { spec: { sign_off: { by: "" } } } },
  ])("is refused as %j", (raw) => {
    expect(StateRecord.safeParse(raw).success).toBe(false);
  });
});

describe("a printed record", () => {
  it("has all seven blocks in stage order, whatever order they came in", () => {
    const state = newState(templates);
    const backwards = {
      ...state,
      stages: Object.fromEntries(Object.entries(state.stages).reverse()),
    } as StateRecord;
    expect(printState(backwards)).toBe(printState(state));
    expect(Object.keys(JSON.parse(printState(backwards)).stages)).toEqual(stages);
    expect(printState(newState())).toContain(
      '    "feedback": {\n      "template": null,\n      "sign_off": null\n    }',
    );
  });

  it("keeps what it does not know, at every level", () => {
    const raw = {
      schema_version: 1,
      stages: {
        review: { by: "later version" },
        spec: { note: 1, sign_off: { ...signOff("ada"), remark: 2 } },
      },
      extra: [3],
    };
    const printed = JSON.parse(printState(StateRecord.parse(raw)));
    expect(printed.extra).toEqual([3]);
    expect(printed.stages.review).toEqual({ by: "later version" });
    expect(printed.stages.spec.note).toBe(1);
    expect(printed.stages.spec.sign_off.remark).toBe(2);
  });

  it("reads back as the same record, and prints as the same text", () => {
    const parent = { session: "root", uid: "u", sections: [{ stage: "spec", sections: [] }] };
    const state = withSignOff(newState(templates, parent), "spec", signOff("ada"));
    expect(parse(printState(state))).toEqual(state);
    expect(printState(parse(printState(state)))).toBe(printState(state));
  });

  it("holds no time outside a sign-off", () => {
    expect(printState(newState(templates))).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });
});

describe("two branches that sign different stages", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "idse-merge-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What git makes of two versions of one text, and how many conflicts it found. */
  const merge = (ours: string, base: string, theirs: string) => {
    const files = [ours, base, theirs].map((text, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, text);
      return path;
    });
    const { status } = spawnSync("git", ["merge-file", ...files]);
    return { conflicts: status, text: readFileSync(files[0] ?? "", "utf8") };
  };

  const pairs = stages.flatMap((one, index) =>
    stages.slice(index + 1).map((other): [Stage, Stage] => [one, other]),
  );
  const bases = [newState(), newState(templates)];

  it.each(pairs)("merge: %s and %s", (one, other) => {
    for (const base of bases) {
      const ours = withSignOff(base, one, signOff("ada"));
      const theirs = withSignOff(base, other, signOff("ben"));
      const both = withSignOff(ours, other, signOff("ben"));
      const merged = merge(printState(ours), printState(base), printState(theirs));
      expect(merged).toEqual({ conflicts: 0, text: printState(both) });
      expect(parse(merged.text)).toEqual(both);
      expect(merge(printState(theirs), printState(base), printState(ours)).text).toBe(printState(both));
    }
  });

  it.each(pairs)("merge when one signs and the other takes back: %s and %s", (one, other) => {
    const base = withSignOff(newState(templates), one, signOff("ada"));
    const ours = withSignOff(base, one, null);
    const theirs = withSignOff(base, other, signOff("ben"));
    const merged = merge(printState(ours), printState(base), printState(theirs));
    expect(merged.conflicts).toBe(0);
    expect(signedStages(parse(merged.text))).toEqual([other]);
  });

  it.each(pairs)("merge when each acknowledges a drift: %s and %s", (one, other) => {
    for (const base of [
      newState(templates, parent),
      withSignOff(newState(templates, parent), one, signOff("cy")),
    ]) {
      const ours = acknowledgedIn(base, one, "ada");
      const theirs = acknowledgedIn(base, other, "ben");
      const merged = merge(printState(ours), printState(base), printState(theirs));
      expect(merged).toEqual({ conflicts: 0, text: printState(acknowledgedIn(ours, other, "ben")) });
    }
  });

  it.each(pairs)("merge when one signs and the other acknowledges: %s and %s", (one, other) => {
    const base = newState(templates, parent);
    const ours = withSignOff(base, one, signOff("ada"));
    const theirs = acknowledgedIn(base, other, "ben");
    const merged = merge(printState(ours), printState(base), printState(theirs));
    expect(merged).toEqual({ conflicts: 0, text: printState(acknowledgedIn(ours, other, "ben")) });
  });

  it("do not merge where both sign the same stage differently", () => {
    const base = newState(templates);
    const versions = ["ada", "ben"].map((by) => printState(withSignOff(base, "spec", signOff(by))));
    expect(merge(versions[0] ?? "", printState(base), versions[1] ?? "").conflicts).not.toBe(0);
  });
});
