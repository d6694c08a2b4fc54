import { expect, it } from "@jest/globals";
import { killAtRandom } from "./killing.ts";

const seed = Number(process.env.IDSE_SEED ?? Date.now() % 2 ** 30);

it(`push, pull and their server, killed at random five times each, lose nothing of 500 documents (IDSE_SEED=${seed})`, async () => {
  const { documents, killed } = await killAtRandom(5, seed);
  expect(documents).toBeGreaterThanOrEqual(490);
  expect(killed.push + killed.pull + killed.server).toBeGreaterThanOrEqual(5);
}, 600_000);
