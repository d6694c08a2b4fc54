import type { Examination } from "@idse/validation-engine";
import { describe, expect, it } from "@jest/globals";
import { mentionsOf, overlapFactsIn, overlapsAmong, sectionsIn } from "../src/Overlap.ts";
import type { SessionReading } from "../src/Reading.ts";

const place = { line: 3, column: 2, endLine: 3, endColumn: 9 };
const placed = { stage: "spec", path: "spec.md", about: "words", ...place } as const;
const at = { stage: "spec", path: "spec.md", line: 3, column: 2 };

const examinationOf = (project: string, session: string, more: Partial<Examination> = {}): Examination => ({
  project,
  session,
  documents: [],
  metadata: { path: "", problem: null },
  findings: [],
  waivers: [],
  links: [],
  references: [],
  definitions: [],
  proposals: [],
  ...more,
});

const readingOf = (
  id: string,
  more: Partial<Examination> = {},
  status: "draft" | "in_progress" | "review" | "complete" | "archived" | null = "draft",
): SessionReading => ({
  project: "shop",
  id,
  head:
    status === null
      ? null
      : {
          name: id,
          session_type: "feature",
          parent_session: id === "root" ? null : "root",
          owner: "ada",
          tags: [],
          status,
          created_at: "2026-11-24T10:00:00Z",
        },
  notes: [],
  examination: examinationOf("shop", id, more),
  states: [],
  markers: [],
  sections: null,
  base: null,
});

const root = readingOf("root", {
  definitions: [
    { stage: "spec", section: "4. Functional Requirements", identifiers: ["FR-1", "FR-2"] },
    { stage: "tasks", section: "Phase 1", identifiers: ["Task 1"] },
  ],
});
const cites = { references: [{ ...placed, project: "shop", session: "root", identifier: "FR-2" }] };
const changes = { proposals: [{ ...placed, section: "Functional requirements" }] };
const links = (target: string, fragment: string | null) => ({ links: [{ ...placed, target, fragment }] });
const spec = ".idse/projects/shop/sessions/root/specs/spec.md";

describe("what a session says of sections of others", () => {
  const mentions = (more: Partial<Examination>, parent: string | null = "root") =>
    mentionsOf(examinationOf("shop", "a", more), parent, sectionsIn([root]));

  it("is an identifier, by the section that defines it", () => {
    expect(mentions(cites)).toEqual([
      { base: "shop/root", stage: "spec", section: "4. Functional Requirements", how: "cites", at },
    ]);
  });

  it("is a link to a section of a stage's document", () => {
    expect(mentions(links(spec, "4-functional-requirements"))).toEqual([
      { base: "shop/root", stage: "spec", section: "functional-requirements", how: "cites", at },
    ]);
  });

  it("is a proposal to change a section of the parent", () => {
    expect(mentions(changes)).toEqual([
      { base: "shop/root", stage: "spec", section: "Functional requirements", how: "changes", at },
    ]);
  });

  it.each<[string, Partial<Examination>]>([
    [
      "an identifier that is defined nowhere",
      { references: [{ ...placed, project: "shop", session: "root", identifier: "FR-9" }] },
    ],
    [
      "an identifier of a session that is not here",
      { references: [{ ...placed, project: "shop", session: "far", identifier: "FR-1" }] },
    ],
    ["a link to a whole document", links(spec, null)],
    ["a link to another file of a session", links(".idse/projects/shop/sessions/root/notes.md", "scope")],
    ["a link elsewhere", links("docs/projects/shop/sessions/root/specs/spec.md", "scope")],
  ])("is not %s", (_name, more) => {
    expect(mentions(more)).toEqual([]);
  });

  it("is no proposal without a parent", () => {
    expect(mentions(changes, null)).toEqual([]);
  });
});

describe("overlaps among readings", () => {
  const told = (...readings: ReadonlyArray<SessionReading>) =>
    overlapsAmong([root, ...readings]).map((one) => [
      one.section,
      one.sessions.map((involved) => `${involved.session} ${involved.how}`),
    ]);

  it("meet on one section by identifier, link and proposal", () => {
    expect(
      told(
        readingOf("a", cites),
        readingOf("b", changes, "review"),
        readingOf("c", links(spec, "4-functional-requirements"), "in_progress"),
      ),
    ).toEqual([["4. Functional Requirements", ["b changes", "a cites", "c cites"]]]);
  });

  it.each(["complete", "archived", null] as const)("leave out a session that is %s", (status) => {
    expect(told(readingOf("a", cites), readingOf("b", cites, status))).toEqual([]);
  });

  it("are told to each session, with its own place, a few names and a count", () => {
    const many = Array.from({ length: 6 }, (_, index) => readingOf(`s${index}`, cites));
    const facts = overlapFactsIn(overlapsAmong([root, ...many, readingOf("z", changes)]));
    expect(facts.size).toBe(7);
    const common = { base: "shop/root", stage: "spec", section: "4. Functional Requirements", at };
    expect(facts.get("shop/s1")).toEqual([
      { ...common, others: ["z", "s0", "s2"], more: 3, changedBy: ["z"] },
    ]);
    expect(facts.get("shop/s5")).toEqual([
      { ...common, others: ["z", "s0", "s1"], more: 3, changedBy: ["z"] },
    ]);
    expect(facts.get("shop/z")).toEqual([
      { ...common, others: ["s0", "s1", "s2"], more: 3, changedBy: ["this session"] },
    ]);
  });
});
