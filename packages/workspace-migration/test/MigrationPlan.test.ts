import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  type Draft,
  emptyNote,
  type LayoutName,
  type PlanInput,
  planMigration,
  takenNow,
  withTaken,
} from "../src/index.ts";

const ref: DocumentRef = { project: "shop", session: "checkout", kind: "spec" };
const place = "here/spec.md";

const draft = (layout: LayoutName, content: string, own = true): Draft => ({
  ref,
  layout,
  from: [{ path: `${layout}.md`, digest: digestOf(content) }],
  content,
  own,
});

const plan = (
  drafts: ReadonlyArray<Draft>,
  more: Partial<PlanInput> & { readonly text?: string; readonly pristine?: boolean } = {},
) => {
  const { text, pristine = false, ...given } = more;
  const standing = new Map(text === undefined ? [] : [[refKey(ref), { content: text, pristine, place }]]);
  const { documents, drift, overruled } = planMigration({
    drafts,
    standing,
    note: () => null,
    isInPlace: () => false,
    ...given,
  });
  return {
    writes: documents.map(({ action, content }) => `${action} ${content}`),
    drift: drift.map(({ paths }) => paths),
    overruled: overruled.map(({ paths }) => paths),
  };
};

const nothing = { writes: [], drift: [], overruled: [] };

describe("a document that one source has", () => {
  const one = draft("agency", "A");

  it("is written where nothing stands, and where a template does", () => {
    expect(plan([one])).toEqual({ ...nothing, writes: ["write A"] });
    expect(plan([one], { text: "T", pristine: true })).toEqual({ ...nothing, writes: ["write A"] });
  });

  it("is only noted where the same stands, whatever its line ends", () => {
    expect(plan([draft("agency", "A\r\n")], { text: "A\n" })).toEqual({ ...nothing, writes: ["same A\r\n"] });
  });

  it("is never written over what somebody wrote", () => {
    expect(plan([one], { text: "B" })).toEqual({ ...nothing, drift: [[place, "agency.md"]] });
  });

  it("is nothing new where it was taken over before and edited here", () => {
    const note = withTaken(emptyNote(".", null), [
      takenNow("spec", "agency", [...one.from], "A", "t", "ada"),
    ]);
    expect(plan([one], { text: "B", note: () => note })).toEqual(nothing);
    expect(plan([draft("agency", "C")], { text: "B", note: () => note }).drift).toHaveLength(1);
  });

  it("is left out where it is only a template", () => {
    expect(plan([draft("agency", "T", false)])).toEqual(nothing);
  });
});

describe("a document that two sources have", () => {
  it("is taken where they say the same", () => {
    expect(plan([draft("agency", "A"), draft("predecessor", "A")])).toEqual({
      ...nothing,
      writes: ["write A"],
    });
  });

  it("is not taken where they differ, and both are named", () => {
    expect(plan([draft("agency", "A"), draft("predecessor", "B")])).toEqual({
      ...nothing,
      drift: [["predecessor.md", "agency.md"]],
    });
  });

  it("is the one in its own place, and what differs from it is named", () => {
    const isInPlace = ({ layout }: Draft) => layout === "predecessor";
    expect(plan([draft("agency", "A"), draft("predecessor", "B")], { isInPlace, text: "B" })).toEqual({
      ...nothing,
      drift: [[place, "agency.md"]],
    });
    expect(plan([draft("predecessor", "B")], { isInPlace, text: "B" })).toEqual(nothing);
  });
});

describe("a document in the database", () => {
  const stored = draft("predecessor-database", "D");

  it("is taken where no file has it, or only a template", () => {
    expect(plan([stored])).toEqual({ ...nothing, writes: ["write D"] });
    expect(plan([stored, draft("predecessor", "T", false)], { text: "T", pristine: true })).toEqual({
      ...nothing,
      writes: ["write D"],
    });
  });

  it("gives way to a file of the source and to what stands here, and both are shown", () => {
    expect(plan([stored, draft("predecessor", "A")])).toEqual({
      ...nothing,
      writes: ["write A"],
      overruled: [["predecessor.md", "predecessor-database.md"]],
    });
    expect(plan([stored], { text: "B" })).toEqual({
      ...nothing,
      overruled: [[place, "predecessor-database.md"]],
    });
  });
});
