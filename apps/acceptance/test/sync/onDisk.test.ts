import { expect, it } from "@jest/globals";
import { spawned } from "../../../../packages/sync-engine/test/model/spawned.ts";

it("a sync over real files loses no edit, and all sides agree in the end", async () => {
  const script = new URL("./onDisk.ts", import.meta.url);
  // The disk is waited for more than the processor.
  const tallies = await Promise.all([0, 1, 2, 3].map((part) => spawned(script, 50, 20_261_125 + part)));
  expect(tallies).toMatchObject(tallies.map(() => ({ runs: 50 })));
}, 600_000);
