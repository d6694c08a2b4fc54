/** The README's recording is what the demonstration shows today, and it needs nothing but git and Node. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";

const demo = fileURLToPath(new URL("../../../tools/demo.mjs", import.meta.url));

it("is recorded as it runs", () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [demo, "--check"], { encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(stdout).toContain("4 scenes");
});
