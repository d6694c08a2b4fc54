import { describe, expect, it } from "@jest/globals";
import { DocumentRef, isDocumentRef, isProjectKind, isSessionKind, refKey } from "../src/DocumentRef.ts";
import { stages } from "../src/Stage.ts";

const good = [
  ...stages.map((kind) => ({ project: "shop", session: "checkout", kind })),
  { project: "shop", session: "__blueprint__", kind: "session" },
  { project: "Old Name", session: "A b", kind: "state" },
  { project: "shop", session: "checkout", kind: "claim/fast-checkout" },
  { project: "shop", session: null, kind: "registry" },
  { project: "shop", session: null, kind: "project" },
];

const bad = [
  { project: "..", session: "a", kind: "spec" },
  { project: "shop", session: "../a", kind: "spec" },
  { project: "shop", session: "", kind: "spec" },
  { project: "shop", session: "a", kind: "registry" },
  { project: "shop", session: null, kind: "spec" },
  { project: "shop", session: "a", kind: "specs" },
  { project: "shop", session: "a", kind: "claim/" },
  { project: "shop", session: "a", kind: "claim/../x" },
  { project: "shop", session: "a", kind: "claim/a/b" },
  { project: "shop", session: "a", kind: "__proto__" },
];

describe("a document reference", () => {
  it.each(good)("may be %j", (ref) => {
    expect(isDocumentRef(ref)).toBe(true);
    expect(DocumentRef.parse(ref)).toEqual(ref);
  });

  it.each(bad)("may not be %j", (ref) => {
    expect(isDocumentRef(ref)).toBe(false);
    expect(DocumentRef.safeParse(ref).success).toBe(false);
  });

  it("has a key of its own", () => {
    const keys = good.filter(isDocumentRef).map(refKey);
    expect(new Set(keys).size).toBe(good.length);
    expect(keys).toContain("shop//registry");
  });

  it("has a kind of either level, never of both", () => {
    for (const kind of [...stages, "session", "state", "narrative", "profile", "claim/x"]) {
      expect([isSessionKind(kind), isProjectKind(kind)]).toEqual([true, false]);
    }
    for (const kind of ["project", "registry", "constitution"]) {
      expect([isSessionKind(kind), isProjectKind(kind)]).toEqual([false, true]);
    }
  });
});
