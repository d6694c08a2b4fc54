import { describe, expect, it } from "@jest/globals";
import { layoutsIn, recognise, searchedFolders } from "../src/index.ts";

const see = (path: string, specify = false) => {
  const [find] = recognise([path], { specify });
  if (find === undefined) return "nothing";
  const what = find.role === "document" ? find.kind : find.role;
  return `${find.layout} ${find.project ?? "-"}/${find.session ?? "-"} ${what}`;
};

describe("recognise", () => {
  it.each([
    [".idse/projects/p/sessions/s/specs/spec.md", "predecessor p/s spec"],
    [".idse/projects/p/sessions/s/implementation/README.md", "predecessor p/s implementation"],
    [".idse/projects/p/sessions/s/spec.md", "predecessor p/s spec"],
    [".idse/projects/p/sessions/s/metadata/session.json", "predecessor p/s session"],
    [".idse/projects/p/sessions/s/metadata/state.json", "predecessor p/s state"],
    [".idse/projects/p/sessions/s/metadata/.owner", "predecessor p/s owner"],
    [".idse/projects/p/sessions/__blueprint__/metadata/meta.md", "predecessor p/__blueprint__ meta"],
    [".idse/projects/p/sessions/s/metadata/migration.json", "nothing"],
    [".idse/projects/p/CURRENT_SESSION", "predecessor p/- pointer"],
    [".idse/projects/p/session_state.json", "predecessor p/- statuses"],
    [".idse/projects/p/agent_registry.json", "predecessor p/- registry"],
    [".idse/projects/p/build/agents/s.profile.yaml", "nothing"],
    [".idse/projects/p/s/intents/intent.md", "agency p/s intent"],
    ["projects/p/sessions/s/intents/intent.md", "agency p/s intent"],
    ["projects/p/s/metadata/.owner", "agency p/s owner"],
    ["projects/web/docs/plan.md", "nothing"],
    ["projects/web/src/index.ts", "nothing"],
    ["intents/projects/p/sessions/s/intent.md", "agency p/s intent"],
    ["implementation/projects/p/sessions/s/README.md", "agency p/s implementation"],
    ["feedback/projects/p/sessions/s/handoff.md", "agency p/s left"],
    ["plans/current/plan.md", "agency -/current plan"],
    ["plans/archive/plan.md", "nothing"],
    ["specs/001-a/spec.md", "spec-kit -/001-a spec"],
    ["specs/001-a/research.md", "spec-kit -/001-a context"],
    ["specs/001-a/contracts/api.yaml", "spec-kit -/001-a left"],
    ["specs/20260131-101500-a/tasks.md", "spec-kit -/20260131-101500-a tasks"],
    ["specs/models/user_spec.rb", "nothing"],
    [".specify/memory/constitution.md", "spec-kit -/__blueprint__ context"],
    ["openspec/specs/a/b/spec.md", "openspec -/__blueprint__ spec"],
    ["openspec/changes/x/proposal.md", "openspec -/x intent"],
    ["openspec/changes/x/design.md", "openspec -/x plan"],
    ["openspec/changes/x/specs/a/spec.md", "openspec -/x spec"],
    ["openspec/changes/archive/2026-01-01-x/tasks.md", "openspec -/2026-01-01-x tasks"],
    ["openspec/changes/NOTES.md", "openspec -/__blueprint__ left"],
    ["README.md", "nothing"],
  ])("%s is %s", (path, expected) => {
    expect(see(path)).toBe(expected);
  });

  it("takes any folder for a feature where Spec Kit is certain", () => {
    expect(see("specs/albums/spec.md")).toBe("nothing");
    expect(see("specs/albums/spec.md", true)).toBe("spec-kit -/albums spec");
  });

  it("finds no layout where there are only files that nobody carries", () => {
    expect(layoutsIn(recognise(["openspec/config.yaml"], { specify: false }))).toEqual([]);
    expect(layoutsIn(recognise(["openspec/changes/x/tasks.md"], { specify: false }))).toEqual(["openspec"]);
  });

  it("looks for nothing outside the folders that are listed", () => {
    for (const path of ["specs/001-a/spec.md", ".idse/projects/p/CURRENT_SESSION", "tasks/current/tasks.md"])
      expect(searchedFolders.some((folder) => path.startsWith(`${folder}/`))).toBe(true);
  });
});
