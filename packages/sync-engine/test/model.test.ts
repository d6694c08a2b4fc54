import { expect, it } from "@jest/globals";
import { spawned } from "./model/spawned.ts";

const runs = 5_000;
const seed = 20_261_125;
const script = new URL("./model/run.ts", import.meta.url);

it("no edit is lost and all sides agree in the end, whatever happens in between", async () => {
  const tallies = await Promise.all([0, 1].map((half) => spawned(script, "model", runs, seed + half)));
  for (const tally of tallies) {
    expect(tally).toMatchObject({ runs });
    const { crashes, lostAnswers, lateRequests, conflicts } = tally as Record<string, number>;
    expect(Math.min(crashes ?? 0, lostAnswers ?? 0, lateRequests ?? 0, conflicts ?? 0)).toBeGreaterThan(50);
  }
}, 600_000);
