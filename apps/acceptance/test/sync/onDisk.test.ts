import { expect, it } from "@jest/globals";
import { spawned } from "../../../../packages/sync-engine/test/model/spawned.ts";

it("a sync over real files loses no edit, and all sides agree in the end", async () => {
  const script = new URL("./onDisk.ts", import.meta.url);
  const tallies = await Promise.all([0, 1].map((half) => spawned(script, 100, 20_261_125 + half)));
  expect(tallies).toMatchObject([{ runs: 100 }, { runs: 100 }]);
}, 600_000);
