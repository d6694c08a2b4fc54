/** The scripts of `idse completion`: whole, and tried in bash; `npm run test:completion` tries zsh and fish too. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { cases, hostileName } from "../../../tools/completion/cases.mjs";
import { isThere, shells } from "../../../tools/completion/shells.mjs";
import { idse, jsonOf, temporaryFolder, textOf, write } from "../../cli/test/support.ts";

const printed = (shell: string): string => textOf(temporaryFolder(), "completion", shell);

/** `help` names every command; two of the options of each stand for the rest. */
const words = [
  ...["status", "set-stage", "token", "install-hooks", "completion"],
  ...["claimed", "no-strict", "hook-json", "staged"],
];

describe("a completion script", () => {
  it.each(Object.keys(shells))("of %s has commands of every depth, and options", (shell) => {
    const script = printed(shell);
    for (const word of words) expect(script).toMatch(new RegExp(`(?<!\\w)${word}(?![\\w-])`));
  });

  it("is the same bytes in JSON", () => {
    const { script } = jsonOf(idse(["completion", "fish", "--json"], { cwd: temporaryFolder() }));
    expect(script).toBe(printed("fish"));
  });

  it("completes in bash what was meant, starts nothing, and runs no name", () => {
    // Windows alone may have none.
    if (process.platform === "win32" && !isThere("bash")) return;
    const repo = temporaryFolder("shop");
    textOf(repo, "init");
    textOf(repo, "spawn", "checkout");
    mkdirSync(join(repo, ".idse/projects/shop/sessions", hostileName));
    write(join(repo, "notes.md"), "");
    const lines = cases.map(({ typed }) => typed);
    const offered = shells.bash(printed("bash"), lines, repo);
    const told = offered.map((offers, index) => ({ typed: lines[index], offers: [...offers].sort() }));
    expect(told).toEqual(cases.map(({ typed, offers }) => ({ typed, offers: [...offers].sort() })));
    expect(existsSync(join(repo, "pwned"))).toBe(false);
  });
});
