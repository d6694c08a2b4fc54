/** What the rules about identifiers say, where, and when they keep silent. */
import { makeRuleSet, Rule, type RuleCheck } from "@idse/constitution-rules";
import { defaultIdentifiers, type Stage } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import type { ValidationInput } from "../src/Input.ts";
import { validate } from "../src/validate.ts";
import { freshText, sessionWith, type Texts } from "./session.ts";

type Words = NonNullable<Parameters<typeof makeRuleSet>[3]>;

const rules = (check: RuleCheck, stages?: ReadonlyArray<Stage>, words: Words = {}) =>
  makeRuleSet(
    "ours",
    "1.0.0",
    [
      Rule.parse({
        id: "article-4/asked",
        title: "t",
        severity: "warning",
        since: "1.0.0",
        rationale: "r",
        check,
        ...(stages === undefined ? {} : { stages }),
      }),
    ],
    words,
  );

const ask = (
  check: RuleCheck,
  texts: Texts,
  options: { stages?: ReadonlyArray<Stage>; words?: Words } = {},
) => {
  const input: ValidationInput = {
    sessions: [sessionWith(texts)],
    ruleSet: rules(check, options.stages, options.words),
  };
  return validate(input).findings;
};

const told = (...given: Parameters<typeof ask>) =>
  ask(...given).map(
    ({ stage, line, column, endColumn, message }) => `${stage} ${line}:${column}-${endColumn} ${message}`,
  );

const spec =
  "# S\n\n## Functional Requirements\n\n- **FR-1** (SC-1): one\n- **FR-2**: two\n- **FR-3**: dropped\n";
const tasks = "# T\n\n- [ ] **Task 1.1** (FR-1): a\n- [ ] **Task 1.2**: b\n- [x] ~~**Task 1.3**~~\n";

describe("unique-identifiers", () => {
  const check = { kind: "unique-identifiers" } as const;

  it("names the line of the first, at each further one", () => {
    expect(told(check, { spec: "- **FR-1**: a\n- **FR-1**: b\n\n### FR-1: c\n" })).toEqual([
      "spec 2:5-9 Give this another identifier: FR-1 names a requirement on line 1 already.",
      "spec 4:5-9 Give this another identifier: FR-1 names a requirement on line 1 already.",
    ]);
  });

  it("lets a dropped number stand beside another", () => {
    expect(told(check, { spec: "- ~~**FR-1**: a~~\n- **FR-1**: b\n- **FR-1**: dropped too\n" })).toEqual([]);
  });

  it("has a fingerprint that outlives moved lines", () => {
    const text = "- **FR-1**: a\n- **FR-1**: b\n";
    const [first] = ask(check, { spec: text });
    const [moved] = ask(check, { spec: `# New\n\n${text}` });
    expect(moved?.line).toBe(4);
    expect(moved?.fingerprint).toBe(first?.fingerprint);
  });
});

describe("known-identifiers", () => {
  const check = { kind: "known-identifiers" } as const;

  it("names what nothing is called, once in each document", () => {
    const plan = "FR-9 and FR-9, NFR-1, SC-4, D-1, Task 7.1.\n";
    expect(told(check, { spec, tasks, plan })).toEqual([
      "plan 1:1-5 Name a requirement that exists, or define FR-9 in the spec: nothing here is called that.",
      "plan 1:34-42 Name a task that exists, or define Task 7.1 in the tasks: nothing here is called that.",
    ]);
    expect(ask(check, { spec, plan })[0]?.hint).toBe("- **FR-9**: ... in specs/spec.md");
  });

  it("asks for the ends of a range alone, and knows what is dropped", () => {
    expect(told(check, { spec: "- FR-1: a\n- FR-5: dropped\n", plan: "FR-1 to FR-5\n" })).toEqual([]);
    expect(told(check, { spec, plan: "FR-1 to FR-5\n" })).toHaveLength(1);
  });

  it("asks for decisions only where some are taken", () => {
    const plan = "- **D-1**: taken\n\nSee D-2.\n";
    expect(told(check, { plan })).toEqual([
      "plan 3:5-8 Name one that exists, or define D-2: nothing here is called that.",
    ]);
    expect(told(check, { plan: "See D-2.\n" })).toEqual([]);
  });

  it("says nothing of documents as their template left them, nor outside its stages", () => {
    expect(told(check, { plan: "FR-9\n" })).toEqual([]);
    expect(told(check, { spec: freshText("spec"), plan: "FR-9\n" })).toEqual([]);
    expect(told(check, { spec, plan: "FR-9\n", tasks: "FR-8\n" }, { stages: ["tasks"] })).toHaveLength(1);
  });
});

describe("referred-to", () => {
  const check = { kind: "referred-to", identifiers: "requirement", in: "tasks" } as const;

  it("says at the definition what is to be added where", () => {
    expect(told(check, { spec, tasks })).toEqual([
      "spec 6:5-9 Add a task for FR-2, or say in the tasks why there is none: nothing in the tasks refers to it.",
    ]);
    expect(ask(check, { spec, tasks })[0]?.hint).toBe("Name it in brackets: - [ ] **Task 1.1** (FR-2): ...");
    expect(told(check, { spec, tasks: `${tasks}\nFR-2 needs no task.\n` })).toEqual([]);
    expect(told({ ...check, in: "plan" }, { spec, plan: "FR-1\n" })).toEqual([
      "spec 6:5-9 Say in the plan what becomes of FR-2: nothing in the plan refers to it.",
    ]);
  });

  it("does not ask a document that is missing or as its template left it", () => {
    expect(told(check, { spec, tasks: null })).toEqual([]);
    expect(told(check, { spec })).toEqual([]);
    expect(told(check, { tasks })).toEqual([]);
  });

  it("counts what lies in a range, and nothing in code", () => {
    const many = "- FR-1: a\n- FR-2: b\n- FR-3: c\n";
    expect(told(check, { spec: many, tasks: "FR-1 to FR-3\n" })).toEqual([]);
    expect(told(check, { spec: many, tasks: "`FR-1` to FR-3\n" })).toHaveLength(2);
  });

  it("by a kind asks for an item of it, from either side", () => {
    const by = { ...check, in: "spec", by: "criterion" } as const;
    const text = `${spec}\nFR-1 and FR-2 matter.\n\n- **AC-1** (FR-1): x\n- **AC-2**: dropped (FR-2)\n`;
    expect(told(by, { spec: text })).toEqual([
      "spec 6:5-9 Add an acceptance criterion for FR-2: none in the spec names it.",
    ]);
    expect(told(by, { spec: "- **FR-1** (AC-1): x\n- **AC-1**: y\n" })).toEqual([]);
    expect(told(by, { spec: "### FR-1: x\n\n- **AC-1**: y\n" })).toEqual([]);
  });

  it("once used asks only where one is referred to", () => {
    const once = {
      kind: "referred-to",
      identifiers: "success-criterion",
      in: "spec",
      onceUsed: true,
    } as const;
    const intent = "- **SC-1**: a\n- **SC-2**: b\n";
    expect(told(once, { intent, spec })).toEqual([
      "intent 2:5-9 Add a requirement for SC-2, or say in the spec why there is none: nothing in the spec refers to it.",
    ]);
    expect(told(once, { intent, spec: "- **FR-1**: one\n" })).toEqual([]);
  });
});

describe("refers-to", () => {
  const check: RuleCheck = { kind: "refers-to", identifiers: "task", to: ["requirement", "criterion"] };

  it("names the items that name none", () => {
    expect(told(check, { spec, tasks })).toEqual([
      "tasks 4:9-17 Name the requirement or acceptance criterion that Task 1.2 serves.",
    ]);
    expect(ask(check, { spec, tasks })[0]?.hint).toBe(
      "In brackets behind it: - [ ] **Task 1.2** (FR-1): ...",
    );
  });

  it("does not ask where there is nothing to name", () => {
    expect(told(check, { spec: "# S\n\nIn words.\n", tasks })).toEqual([]);
    expect(told(check, { tasks })).toEqual([]);
  });

  it("counts the whole for its parts, the parts for the whole, and what names the item itself", () => {
    expect(
      told(check, {
        spec: "- **FR-1** (Task 3.1): a\n",
        tasks:
          "- [ ] **Task 1** (FR-1): a\n  - [ ] **Task 1.1**: b\n- [ ] **Task 2**: c\n  - [ ] **Task 2.1** (FR-1): d\n- [ ] **Task 3.1**: e\n",
      }),
    ).toEqual([]);
  });
});

describe("entries-have-identifier", () => {
  const check = {
    kind: "entries-have-identifier",
    section: "Functional Requirements",
    identifiers: "requirement",
  } as const;
  const listed = (entries: string, title = "Functional Requirements") => ({
    spec: `# S\n\n## ${title}\n\n${entries}`,
  });

  it("asks of the section's own entries, once each on their first line", () => {
    expect(told(check, listed("- **FR-1**: a\n  - detail\n- b\n  - detail\n- see FR-2\n"))).toEqual([
      "spec 7:1-4 Open this entry with the identifier of a requirement, as FR-1.",
      "spec 9:1-11 Open this entry with the identifier of a requirement, as FR-1.",
    ]);
  });

  it.each([
    ["details below a heading that is named", "### FR-1: a\n\n- detail\n- detail\n"],
    ["an open marker", "- [REQUIRES INPUT: one]\n"],
    ["none", "- None.\n"],
    ["prose", "In words.\n"],
    ["an entry of another section", "- FR-1: a\n\n## Notes\n\n- b\n"],
  ])("leaves alone %s", (_name, entries) => {
    expect(told(check, listed(entries))).toEqual([]);
  });

  it("knows the section and the identifiers by the repository's own names", () => {
    const words = {
      sectionAliases: { "functional requirements": ["Anforderungen"] },
      identifiers: { ...defaultIdentifiers, requirement: ["ANF"] },
    };
    expect(told(check, listed("- a\n", "Anforderungen"))).toEqual([]);
    expect(told(check, listed("- ANF-1: a\n- b\n", "2. Anforderungen (alle)"), { words })).toEqual([
      "spec 6:1-4 Open this entry with the identifier of a requirement, as ANF-1.",
    ]);
  });
});

describe("section titles of the repository", () => {
  const words = { sectionAliases: { "Success Criteria": ["Erfolgskriterien"], Phase: ["Etappe"] } };
  const wanted = (title: string): RuleCheck => ({
    kind: "required-sections",
    sections: { intent: [{ title, aliases: ["Measures"] }] },
  });

  it("count for the title they stand for, whole or as the opening words, and for no other", () => {
    const intent = "# I\n\n## 3. erfolgskriterien (messbar)\n\nx\n";
    expect(told(wanted("Success criteria"), { intent }, { words })).toEqual([]);
    expect(told(wanted("Success criteria"), { intent })).toHaveLength(1);
    expect(told(wanted("Scope"), { intent }, { words })).toHaveLength(1);
    expect(told(wanted("Measures"), { intent }, { words })).toHaveLength(1);
  });

  it("count for a section that lists entries too", () => {
    const check = { kind: "section-with-entries", section: "Phase" } as const;
    expect(told(check, { tasks: "## Etappe 1\n\n- **A**: b\n" }, { stages: ["tasks"], words })).toEqual([]);
    expect(told(check, { tasks: "## Etappe 1\n\n- **A**: b\n" }, { stages: ["tasks"] })).toHaveLength(1);
  });
});

describe("checklist", () => {
  it("asks of entries that define a kind, of a section, or of all", () => {
    const text =
      "# T\n\n- [ ] **Task 1.1**: a\n- **Task 1.2**: b\n- note\n\n## Later\n\n- c\n  - d\n- [x] e\n";
    const lines = (check: RuleCheck) =>
      ask(check, { tasks: text }, { stages: ["tasks"] }).map(({ line }) => line);
    expect(lines({ kind: "checklist", identifiers: "task" })).toEqual([4]);
    expect(lines({ kind: "checklist", section: "Later" })).toEqual([9]);
    expect(lines({ kind: "checklist", section: "Later", identifiers: "task" })).toEqual([4, 9]);
    expect(lines({ kind: "checklist" })).toEqual([4, 5, 9]);
  });

  it("asks nothing of headings, rows and what is dropped", () => {
    const text = "### Task 1.1: a\n\n| a |\n|---|\n| Task 1.2 |\n\n- ~~**Task 1.3**: c~~\n";
    expect(ask({ kind: "checklist", identifiers: "task" }, { tasks: text })).toEqual([]);
  });
});

describe("checklist-settled", () => {
  const check = { kind: "checklist-settled", in: "tasks", once: "feedback" } as const;

  it("names what is open once the later document is begun, and leaves what is dropped", () => {
    expect(told(check, { tasks, feedback: "Done.\n" })).toEqual([
      "tasks 3:1-29 Finish Task 1.1 and tick it, or say that it is dropped: the feedback is begun.",
      "tasks 4:1-22 Finish Task 1.2 and tick it, or say that it is dropped: the feedback is begun.",
    ]);
    expect(told(check, { tasks, feedback: freshText("feedback") })).toEqual([]);
    expect(told(check, { tasks, feedback: null })).toEqual([]);
    expect(
      told(check, { tasks: "- [ ] ~~**Task 1.3**: a~~\n- [ ] **Task 1.4**: dropped\n", feedback: "x" }),
    ).toEqual([]);
  });
});

describe("a custom that nobody follows is told once", () => {
  const many = (form: (n: number) => string) => [1, 2, 3, 4].map((n) => `${form(n)}\n`).join("");
  const requirements = many((n) => `- **FR-${n}**: x`);

  it("of references to a kind", () => {
    const check = { kind: "referred-to", identifiers: "requirement", in: "tasks" } as const;
    expect(told(check, { spec: requirements, tasks: "- [ ] x\n" })).toEqual([
      "spec 1:5-9 Say in the tasks what becomes of each requirement: none of the 4 is referred to there.",
    ]);
    expect(told(check, { spec: requirements, tasks: "- [ ] FR-4\n" })).toHaveLength(3);
    expect(told({ ...check, in: "spec", by: "criterion" }, { spec: requirements })).toEqual([
      "spec 1:5-9 Add an acceptance criterion for each requirement: none in the spec names any of the 4.",
    ]);
  });

  it("of references from a kind", () => {
    const check: RuleCheck = { kind: "refers-to", identifiers: "task", to: ["requirement"] };
    const all = many((n) => `- [ ] **Task ${n}**: x`);
    expect(told(check, { spec: requirements, tasks: all })).toEqual([
      "tasks 1:9-15 Name the requirement that each task serves: none of the 4 names any.",
    ]);
    expect(told(check, { spec: requirements, tasks: `${all}- [ ] **Task 5** (FR-1): x\n` })).toHaveLength(4);
  });

  it("of entries without an identifier", () => {
    const check = {
      kind: "entries-have-identifier",
      section: "Requirements",
      identifiers: "requirement",
    } as const;
    const spec = `# S\n\n## Requirements\n\n${many((n) => `- entry ${n}`)}`;
    expect(told(check, { spec })).toEqual([
      "spec 5:1-10 Open the entries of this section with identifiers, as FR-1: none of the 4 has one.",
    ]);
    expect(told(check, { spec: `${spec}- FR-1: x\n` })).toHaveLength(4);
  });
});

it("is asked of thousands of entries at once", () => {
  const check = {
    kind: "entries-have-identifier",
    section: "Requirements",
    identifiers: "requirement",
  } as const;
  expect(ask(check, { spec: "## Requirements\n\n- a\n\n- FR-1: b\n\n".repeat(8000) }).length).toBe(8000);
  expect(ask({ kind: "known-identifiers" }, { spec: "- **FR-1**: a FR-2\n".repeat(20_000) }).length).toBe(1);
});
