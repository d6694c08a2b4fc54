import { expect, it } from "@jest/globals";
import { killAtRandom } from "./killing.ts";

const seed = Number(process.env.IDSE_SEED ?? Date.now() % 2 ** 30);

it(`push, pull and their server, killed at five random moments, lose nothing of 500 documents (IDSE_SEED=${seed})`, async () => {
  const { documents, killed } = await killAtRandom(5, seed);
  expect(documents).toBeGreaterThanOrEqual(500);
  expect(killed.push + killed.pull + killed.server).toBeGreaterThanOrEqual(1);
}, 600_000);
