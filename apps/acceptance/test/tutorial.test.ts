/** What the tutorial tells people to type, typed; and what it says they will see, seen. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { bin, cleanEnvironment, temporaryFolder } from "../../cli/test/support.ts";
import { commandsIn, patternOf } from "./consoleBlocks.ts";

const tutorial = fileURLToPath(new URL("../../../docs/tutorial.md", import.meta.url));

/** `idse` on the path, and a user whom git knows. */
const desk = () => {
  const folder = temporaryFolder("desk");
  const home = join(folder, "home");
  const programs = join(folder, "bin");
  for (const one of [home, programs]) mkdirSync(one);
  const start = join(programs, "idse");
  writeFileSync(start, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(start, 0o755);
  writeFileSync(join(home, ".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
  const env = cleanEnvironment({
    PATH: [programs, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
    HOME: home,
  });
  return { folder, env };
};

describe("the tutorial", () => {
  const commands = commandsIn(tutorial);

  it("has commands enough to be one", () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it("prints what it says, line by line", () => {
    const { folder, env } = desk();
    let cwd = folder;
    for (const { command, expected, line } of commands) {
      const { stdout, stderr, status } = spawnSync("sh", ["-c", command], { cwd, env, encoding: "utf8" });
      const output = `${stdout}${stderr}${status === 0 ? "" : `[exit ${status}]\n`}`;
      expect({ line, command, output }).toEqual({
        line,
        command,
        output: expect.stringMatching(patternOf(expected)),
      });
      // Each command has a shell of its own; the one that changes the folder is the first.
      if (cwd === folder) cwd = join(folder, "shop");
    }
  });
});
