import type { DocumentRef } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  type Change,
  isInScope,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
} from "../src/index.ts";

const spec: DocumentRef = { project: "demo", session: "checkout", kind: "spec" };
const put = (ref: DocumentRef, content = "x\n"): Change => ({ _tag: "Put", ref, content, expect: "absent" });

describe("a request", () => {
  it("is refused for a name that leaves its folder", () => {
    expect(problemWithRefs([spec])).toBeUndefined();
    expect(problemWithRefs([spec, { ...spec, session: ".." }])).toContain("demo/../spec");
    expect(problemWithScope({ project: "demo", sessions: ["checkout"] })).toBeUndefined();
    expect(problemWithScope({ project: "../demo" })).toContain("../demo");
    expect(problemWithScope({ project: "demo", sessions: ["a/b"] })).toContain("a/b");
  });

  it("is refused for a document named twice, and for half a character", () => {
    expect(problemWithChanges([put(spec), put({ ...spec, kind: "plan" })])).toBeUndefined();
    expect(problemWithChanges([put(spec), put(spec, "y\n")])).toContain("twice");
    expect(problemWithChanges([put(spec, "\ud83d")])).toContain("half a character");
    expect(problemWithChanges([put(spec, "\ud83d\ude00")])).toBeUndefined();
  });
});

describe("a scope", () => {
  const project: DocumentRef = { project: "demo", session: null, kind: "project" };

  it("holds the project's own documents only where no sessions are named", () => {
    expect(isInScope(project, { project: "demo" })).toBe(true);
    expect(isInScope(project, { project: "demo", sessions: ["checkout"] })).toBe(false);
    expect(isInScope(project, { project: "other" })).toBe(false);
  });

  it("narrows by session and kind together", () => {
    expect(isInScope(spec, { project: "demo", sessions: ["checkout"], kinds: ["spec"] })).toBe(true);
    expect(isInScope(spec, { project: "demo", sessions: ["other"], kinds: ["spec"] })).toBe(false);
    expect(isInScope(spec, { project: "demo", kinds: ["plan"] })).toBe(false);
  });
});
