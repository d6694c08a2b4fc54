/**
 * Shows in a minute what idse is for, on a repository that is made for it and thrown away. No model takes part.
 *
 *     npm run demo                      in the terminal
 *     npm run demo -- --record          writes docs/demo.svg from the same run; --check only compares
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeStage } from "./demo/stage.mjs";
import { story } from "./demo/story.mjs";
import { terminalSvg } from "./demo/terminal-svg.mjs";
import { root } from "./node-runtime.mjs";

const target = join(root, "docs", "demo.svg");
const recording = process.argv.includes("--record") || process.argv.includes("--check");
const pause = (ms) => (process.stdout.isTTY && !recording ? setTimeout(ms) : undefined);
const print = (text) => {
  if (!recording) process.stdout.write(text);
};

/** A long output without its middle. */
const shortened = (lines, [first, last] = [Number.POSITIVE_INFINITY, 0]) =>
  lines.length <= first + last
    ? lines
    : [...lines.slice(0, first), "  …", ...lines.slice(lines.length - last)];

const linesOf = (output) => output.replace(/\n+$/, "").split("\n");

const stage = makeStage();
const scenes = [];
try {
  for (const { heading, steps } of story) {
    const scene = { heading, lines: [] };
    scenes.push(scene);
    print(`\n\u001b[1m# ${heading}\u001b[22m\n`);
    for (const { quiet, type, run, lines } of steps) {
      if (quiet !== undefined) {
        quiet(stage);
        continue;
      }
      scene.lines.push({ command: type });
      print(`\u001b[32m$\u001b[39m ${type}\n`);
      await pause(1_200);
      const { output, exit } = run === undefined ? stage.type(type) : run(stage);
      const shown = output === "" ? [] : shortened(linesOf(output), lines);
      if (exit !== 0) shown.push(`\u001b[2mexit ${exit}\u001b[22m`);
      for (const text of shown) scene.lines.push({ text });
      print(shown.map((text) => `${text}\n`).join(""));
      await pause(2_500);
    }
    await pause(1_500);
  }
} finally {
  stage.close();
}

if (recording) {
  const svg = terminalSvg(scenes);
  const now = existsSync(target) ? readFileSync(target, "utf8").replaceAll("\r\n", "\n") : "";
  if (!process.argv.includes("--check")) writeFileSync(target, svg);
  else if (now !== svg) {
    console.error("docs/demo.svg is not what the demonstration shows now.\nRun: npm run demo -- --record");
    process.exitCode = 1;
  }
  console.log(`docs/demo.svg: ${scenes.length} scenes, ${svg.length} bytes`);
}
