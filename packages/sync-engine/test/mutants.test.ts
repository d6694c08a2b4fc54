import { expect, it } from "@jest/globals";
import { mutants } from "./model/mutants.ts";
import { spawned } from "./model/spawned.ts";

it("the model finds every known mistake within 2 000 runs", async () => {
  const script = new URL("./model/run.ts", import.meta.url);
  const found = (await spawned(script, "mutants", 2_000, 20_261_125)) as Record<string, number | null>;
  expect(Object.keys(found)).toEqual(Object.keys(mutants));
  expect(Object.entries(found).filter(([, runs]) => runs === null)).toEqual([]);
}, 600_000);
