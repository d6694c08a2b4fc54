/** The command line bundles @idse/*, so a changeset of one must name it too. */
import { describe, expect, it } from "@jest/globals";
import { releaseProblems } from "../../../tools/check-cli-release.mjs";

const changeset = (...bumps: ReadonlyArray<string>) => ({
  file: ".changeset/some-change.md",
  text: `---\n${bumps.join("\n")}\n---\n\nSays "@idse/agent-files": minor in prose.\n`,
});

describe("a changeset", () => {
  it("that bumps a bundled package without the command line turns the check red", () => {
    expect(releaseProblems([changeset('"@idse/stage-state": minor')])).toEqual([
      expect.stringMatching(
        /^\.changeset\/some-change\.md:1 {2}bumps @idse\/stage-state, .*"idse-orchestrator": patch/,
      ),
    ]);
  });

  it("that bumps both, the command line alone, or nothing passes", () => {
    expect(
      releaseProblems([
        changeset('"@idse/stage-state": minor', "'idse-orchestrator': patch"),
        changeset("idse-orchestrator: major"),
        changeset(),
      ]),
    ).toEqual([]);
  });

  it("is not excused by another changeset that bumps the command line", () => {
    const red = releaseProblems([
      changeset('"idse-orchestrator": minor'),
      changeset('"@idse/agent-files": patch'),
    ]);
    expect(red).toHaveLength(1);
  });
});
