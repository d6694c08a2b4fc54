import { isDocumentRef, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { pathOf, refOfPath } from "../src/DocumentPath.ts";
import { layout, projectFolder, projectPaths, sessionFolder, workspaceFolder } from "../src/Layout.ts";

const folder = ".idse/projects/shop/sessions/checkout";

describe("the place of a document", () => {
  it("of a stage is where workspaces have always had it", () => {
    const paths = stages.map((kind) => pathOf({ project: "shop", session: "checkout", kind }));
    expect(paths).toEqual([
      `${folder}/intents/intent.md`,
      `${folder}/contexts/context.md`,
      `${folder}/specs/spec.md`,
      `${folder}/plans/plan.md`,
      `${folder}/tasks/tasks.md`,
      `${folder}/implementation/README.md`,
      `${folder}/feedback/feedback.md`,
    ]);
  });

  it.each([
    ["checkout", "session", `${folder}/metadata/session.json`],
    ["checkout", "state", `${folder}/metadata/state.json`],
    ["checkout", "narrative", `${folder}/metadata/narrative.md`],
    ["checkout", "claim/fast", `${folder}/metadata/claims/fast.json`],
    ["checkout", "profile", ".idse/projects/shop/build/agents/checkout.profile.yaml"],
    [null, "project", ".idse/projects/shop/project.json"],
    [null, "registry", ".idse/projects/shop/agent_registry.json"],
    [null, "constitution", ".idse/constitution.json"],
  ])("of %j, %s is %s", (session, kind, path) => {
    const ref = { project: "shop", session, kind };
    if (!isDocumentRef(ref)) throw new Error("not a reference");
    expect(pathOf(ref)).toBe(path);
    expect(refOfPath(path)).toEqual(kind === "constitution" ? null : ref);
  });

  it("of a stage leads back to it", () => {
    for (const kind of stages) {
      const ref = { project: "shop", session: "check out", kind };
      expect(refOfPath(pathOf(ref))).toEqual(ref);
    }
  });

  it.each([
    ".idse/projects/shop/sessions/checkout/specs/other.md",
    ".idse/projects/shop/sessions/checkout/spec.md",
    ".idse/projects/shop/CURRENT_SESSION",
    ".idse/projects/../sessions/checkout/specs/spec.md",
    ".idse/projects/shop/sessions/../specs/spec.md",
    ".idse/projects/shop/sessions/checkout/metadata/claims/../x.json",
    "src/.idse/projects/shop/project.json",
    "",
  ])("is none where no document belongs: %s", (path) => {
    expect(refOfPath(path)).toBeNull();
  });
});

describe("the places of a project", () => {
  it("lie in its folder, each its own", () => {
    const paths = Object.values(projectPaths("shop"));
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path.startsWith(projectFolder("shop"))).toBe(true);
    expect(projectPaths("shop").currentSession).toBe(".idse/projects/shop/CURRENT_SESSION");
    expect(projectPaths("shop").sessionState).toBe(".idse/projects/shop/session_state.json");
    expect(sessionFolder("shop", "checkout")).toBe(folder);
  });
});

it("has everything below one folder, with forward slashes", () => {
  for (const path of Object.values(layout)) {
    expect(path.startsWith(`${workspaceFolder}/`)).toBe(true);
    expect(path).not.toContain("\\");
  }
});
