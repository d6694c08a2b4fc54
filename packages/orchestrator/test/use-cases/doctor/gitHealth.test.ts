import { expect, it } from "@jest/globals";
import { type GitFacts, gitHealth } from "../../../src/use-cases/doctor/gitHealth.ts";

const told = (answers: Partial<NonNullable<GitFacts["answers"]>>) =>
  gitHealth({
    why: "",
    answers: { tracked: [], exposed: [], leavesOut: false, guarded: true, ...answers },
  }).map(({ state, mend }) => [state, mend]);

it("git that shares the documents and leaves the views out is in order", () => {
  expect(told({})).toEqual([
    ["ok", null],
    ["ok", null],
  ]);
});

it("views under version control come with the line that takes them out", () => {
  expect(
    told({ tracked: [".idse/projects/shop/CURRENT_SESSION", ".idse/projects/shop/session_state.json"] })[0],
  ).toEqual([
    "warning",
    "git rm --cached -- .idse/projects/shop/CURRENT_SESSION .idse/projects/shop/session_state.json",
  ]);
});

it("views that git would take come with the lines that leave them out, for every project", () => {
  expect(told({ exposed: [".idse/projects/shop/CURRENT_SESSION", ".idse/.local/cache"] })[0]).toEqual([
    "warning",
    "Add to .idse/.gitignore: /projects/*/CURRENT_SESSION, /.local/cache",
  ]);
});

it("a workspace that git ignores is a problem", () => {
  expect(told({ leavesOut: true })[0]?.[0]).toBe("problem");
});

it("no guard before a commit is only told", () => {
  expect(told({ guarded: false })[1]?.[0]).toBe("note");
  expect(gitHealth({ answers: null, why: "Git is not installed here." })).toMatchObject([
    { state: "note", message: "Git is not installed here." },
  ]);
});
