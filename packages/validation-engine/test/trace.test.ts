/** A session as somebody would write it, traced from its intent to its implementation. */
import { ArtifactDocument, defaultIdentifiers, type Stage, stageDefinition } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import type { CodePlace, TraceRow } from "../src/trace/Trace.ts";
import { traceOf } from "../src/trace/traceOf.ts";
import { freshText } from "./session.ts";

type Texts = Partial<Readonly<Record<Stage, string | null>>>;

const documentsOf = (texts: Texts) =>
  Object.entries(texts).map(([stage, text]) => ({
    stage: stage as Stage,
    path: stageDefinition(stage as Stage).path,
    document: text === null ? null : new ArtifactDocument(text),
    untouched: text !== null && text === freshText(stage as Stage),
  }));

const trace = (texts: Texts, code?: ReadonlyArray<CodePlace>) =>
  traceOf(documentsOf(texts), defaultIdentifiers, code === undefined ? {} : { code });

const session: Texts = {
  intent: "# I\n\n## Success Criteria\n\n- **SC-1**: fast\n- **SC-2**: cheap\n- **SC-3**: dropped\n",
  spec: `# S

## Functional Requirements

- **FR-1** (SC-1): The basket survives.
- **FR-2**: It is emptied.
- **FR-3**: It is shared.
- ~~**FR-4**: It sings.~~

## Acceptance Criteria

- **AC-1** (FR-1): Given it.
- **AC-2** (FR-1, FR-2): Given both.
- **AC-3**: Given none.
`,
  tasks: `# T

- [x] **Task 1.1** (FR-1): keep
- [x] **Task 1.2**: shown by AC-2
- [ ] **Task 1.3**: tidy up

FR-3 is for later.
`,
  implementation: `# Im

Nothing here.

- **Ground** (Tasks 1.1 to 1.3): built
- Beyond that: nothing

## FR-2

| What | Where |
|---|---|
| AC-1 | basket.test.ts |
`,
};

const rowsOf = (texts: Texts, code?: ReadonlyArray<CodePlace>) =>
  trace(texts, code).rows.map(({ requirement, successCriteria, criteria, tasks, implementation }: TraceRow) =>
    [
      requirement,
      ...[successCriteria, criteria, tasks].map((ids) => ids.join("+")),
      implementation.map((one) => one.line).join("+"),
    ].join(" | "),
  );

const gapsOf = (texts: Texts, code?: ReadonlyArray<CodePlace>) =>
  trace(texts, code).gaps.map(
    ({ id, missing, path, line, column }) => `${path}:${line}:${column} ${id} ${missing}`,
  );

describe("the rows of a trace", () => {
  it("follow each requirement, and close with what has none", () => {
    expect(rowsOf(session)).toEqual([
      "FR-1 | SC-1 | AC-1+AC-2 | Task 1.1+Task 1.2 | 5+12",
      "FR-2 |  | AC-2 | Task 1.2 | 5+8",
      "FR-3 |  |  |  | ",
      " | SC-2 |  |  | ",
      " |  | AC-3 |  | ",
      " |  |  | Task 1.3 | 5",
    ]);
  });

  it("hold entries as a reader sees them", () => {
    expect(trace(session).rows[0]?.implementation).toEqual([
      {
        path: "implementation/README.md",
        line: 5,
        text: "Ground (Tasks 1.1 to 1.3): built",
        ids: ["Task 1.1", "Task 1.2", "Task 1.3"],
      },
      { path: "implementation/README.md", line: 12, text: "AC-1 | basket.test.ts", ids: ["AC-1"] },
    ]);
  });

  it("speak of items that are described once", () => {
    const { items } = trace(session);
    expect(items.map(({ id }) => id).join(" ")).toBe(
      "SC-1 SC-2 SC-3 FR-1 FR-2 FR-3 FR-4 AC-1 AC-2 AC-3 Task 1.1 Task 1.2 Task 1.3",
    );
    expect(items.find(({ id }) => id === "Task 1.1")).toEqual({
      id: "Task 1.1",
      kind: "task",
      stage: "tasks",
      path: "tasks/tasks.md",
      line: 3,
      column: 9,
      title: "keep",
      checked: true,
      dropped: false,
    });
    expect(items.filter(({ dropped }) => dropped).map(({ id }) => id)).toEqual(["SC-3", "FR-4"]);
  });

  it("take the first of what is defined twice", () => {
    const { items, rows } = trace({ spec: "- **FR-1**: a\n- **FR-1**: b\n" });
    expect(items.map(({ title }) => title)).toEqual(["a"]);
    expect(rows).toHaveLength(1);
  });
});

describe("the gaps of a trace", () => {
  it("stand in the order of the pipeline, at what lacks something", () => {
    expect(gapsOf(session)).toEqual([
      "intents/intent.md:6:5 SC-2 requirement",
      "specs/spec.md:7:5 FR-3 criterion",
      "specs/spec.md:7:5 FR-3 implementation",
      "specs/spec.md:14:5 AC-3 requirement",
      "tasks/tasks.md:5:9 Task 1.3 requirement",
    ]);
  });

  it("lack a task only where the tasks say nothing of it", () => {
    expect(gapsOf({ ...session, tasks: "- [ ] **Task 1.1** (FR-1, FR-2): keep\n" })).toContain(
      "specs/spec.md:7:5 FR-3 task",
    );
  });

  it("are not asked of documents that are missing or as their template left them", () => {
    for (const later of [null, "template", undefined]) {
      const text = (stage: Stage) => (later === "template" ? freshText(stage) : later);
      const texts = { ...session, tasks: text("tasks"), implementation: text("implementation") };
      const given = Object.fromEntries(Object.entries(texts).filter(([, one]) => one !== undefined)) as Texts;
      expect(gapsOf(given).filter((gap) => /task|implementation/.test(gap))).toEqual([]);
    }
    expect(trace({ spec: freshText("spec"), tasks: freshText("tasks") })).toEqual({
      items: [],
      rows: [],
      gaps: [],
    });
  });

  it("ask for success criteria only once one is served", () => {
    expect(gapsOf({ intent: session.intent ?? "", spec: "- **FR-1**: a\n- **AC-1** (FR-1): b\n" })).toEqual(
      [],
    );
    expect(gapsOf({ intent: session.intent ?? "", spec: "SC-1 comes first.\n" })).toEqual([
      "intents/intent.md:6:5 SC-2 requirement",
    ]);
  });

  it("are none where the chain holds", () => {
    expect(
      gapsOf({
        intent: "- **SC-1**: a\n",
        spec: "- **FR-1** (SC-1): b\n- **AC-1** (FR-1): c\n",
        tasks: "- [ ] **Task 1** (FR-1): d\n",
        implementation: "- **X** (Task 1): e\n",
      }),
    ).toEqual([]);
  });
});

describe("code", () => {
  const place = (id: string, line: number): CodePlace => ({
    path: "src/basket.ts",
    line,
    column: 4,
    id,
    kind: "requirement",
  });

  it("belongs to the requirement it names itself, by a criterion or by a task, and the rest lack it", () => {
    const code = [place("FR-2", 1), { ...place("AC-1", 7), kind: "criterion" as const }, place("FR-9", 9)];
    const { rows, gaps } = trace(session, code);
    expect(rows.slice(0, 3).map(({ code: places }) => places.map(({ line }) => line))).toEqual([
      [7],
      [1],
      [],
    ]);
    expect(gaps.filter(({ missing }) => missing === "code").map(({ id }) => id)).toEqual(["FR-3"]);
    expect(gaps.at(-1)).toEqual({
      id: "FR-9",
      kind: "requirement",
      missing: "definition",
      stage: null,
      path: "src/basket.ts",
      line: 9,
      column: 4,
      title: "",
    });
  });

  it("that was not looked at is not missed, and code that was and names nothing is", () => {
    expect(gapsOf(session).some((gap) => gap.endsWith(" code"))).toBe(false);
    expect(gapsOf(session, []).filter((gap) => gap.endsWith(" code"))).toHaveLength(3);
  });
});

it("follows five thousand of each", () => {
  const many = (size: number): Texts => ({
    intent: Array.from({ length: size }, (_, n) => `- **SC-${n}**: x\n`).join(""),
    spec: Array.from(
      { length: size },
      (_, n) => `- **FR-${n}** (SC-${n}): x\n- **AC-${n}** (FR-${n}): x\n`,
    ).join(""),
    tasks: Array.from({ length: size }, (_, n) => `- [ ] **Task ${n}** (FR-${n}): x\n`).join(""),
    implementation: Array.from({ length: size }, (_, n) => `- Task ${n}\n`).join(""),
  });
  const { rows, gaps } = trace(many(5000));
  expect(rows).toHaveLength(5000);
  expect(gaps).toEqual([]);
});
