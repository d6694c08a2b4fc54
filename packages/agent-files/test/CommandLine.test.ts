import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  hookWords,
  isHookLine,
  isPrimeLine,
  powerShellLine,
  primeWords,
  shellLine,
} from "../src/CommandLine.ts";

const subject = { agent: "claude", id: "claude-code", project: "demo" } as const;
const odd = fc.constantFrom(
  "demo",
  "a b",
  "it's",
  'q"q',
  "$HOME",
  "`id`",
  "b\\c",
  "x;y",
  "a|b",
  "*",
  "~",
  "!!",
  "50%",
);

describe("a command line", () => {
  it("is plain where it can be", () => {
    expect(shellLine(hookWords(["npx", "idse"], subject))).toBe(
      "npx idse hook claude --agent claude-code --project demo",
    );
    expect(shellLine(["a b", "it's", "$x"])).toBe(`"a b" "it's" '$x'`);
    expect(powerShellLine(["C:\\a b\\idse.cmd", "it's"])).toBe("& 'C:\\a b\\idse.cmd' 'it''s'");
  });

  it("is taken apart by a shell into the same words", () => {
    const words = fc.sample(fc.array(odd, { minLength: 13, maxLength: 13 }), { numRuns: 5, seed: 1 }).flat();
    const shown = execFileSync("sh", ["-c", `printf '%s\\n' ${shellLine(words)}`], { encoding: "utf8" });
    expect(shown.split("\n").slice(0, -1)).toEqual(words);
  });

  it("is known again, however idse is started and whatever the project is called", () => {
    const start = fc.constantFrom(
      ["idse"],
      ["npx", "idse"],
      ["node", "/a b/idse.js"],
      ["C:\\Program Files\\idse.cmd"],
    );
    fc.assert(
      fc.property(start, odd, odd, (words, project, id) => {
        const line = hookWords(words, { ...subject, project, id });
        for (const print of [shellLine, powerShellLine]) {
          expect(isHookLine(print(line), "claude")).toBe(true);
          expect(isHookLine(print(line), "codex")).toBe(false);
          expect(isPrimeLine(print(primeWords(words, { ...subject, project, id })))).toBe(true);
        }
      }),
    );
  });

  it.each([
    "idse hook claude",
    "hook claude --agent a --project b",
    "other hook claude --agent a --project idse",
    "idse hook claude --agent a --project b || true",
    "true; idse hook claude --agent a --project b",
    "idse hook claude --agent $(x) --project b",
    "idse validate",
  ])("is not ours when it reads %s", (line) => {
    expect(isHookLine(line, "claude")).toBe(false);
    expect(isPrimeLine(line)).toBe(false);
  });
});
