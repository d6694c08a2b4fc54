import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { type ContractCase, designStoreCases } from "../src/index.ts";
import { answerMutants } from "./mutants/answers.ts";
import { claimMutants } from "./mutants/claims.ts";
import { commitMutants } from "./mutants/commits.ts";
import { halfMutants } from "./mutants/halves.ts";
import { listingMutants } from "./mutants/listings.ts";
import type { Mutants } from "./mutants/Mutant.ts";
import { nameMutants } from "./mutants/names.ts";
import { operationMutants } from "./mutants/operations.ts";
import { readingMutants } from "./mutants/readings.ts";
import { tenantMutants } from "./mutants/tenants.ts";

const families: Readonly<Record<string, Mutants>> = {
  "in what it writes": commitMutants,
  "in its operations": operationMutants,
  "in what it reads": readingMutants,
  "in what it lists": listingMutants,
  "in its names": nameMutants,
  "between its tenants": tenantMutants,
  "after a lost answer": answerMutants,
  "after half a commit": halfMutants,
  "in what it declares": claimMutants,
};

const isRed = async ({ run }: ContractCase): Promise<boolean> =>
  Exit.isFailure(await Effect.runPromiseExit(run));

/** Whether any case is green; a store that fails all of them proves nothing. */
const hasGreen = async (cases: ReadonlyArray<ContractCase>): Promise<boolean> => {
  for (const one of cases) if (!(await isRed(one))) return true;
  return false;
};

describe.each(Object.entries(families))("the contract finds a store that is broken %s", (_, mutants) => {
  it.each(Object.entries(mutants))("%s", async (_name, { make, options, red }) => {
    const cases = designStoreCases(make, options);
    const named = cases.filter(({ name }) => name === red);
    expect(named.map(({ name }) => name)).toEqual([red]);
    expect(await Promise.all(named.map(isRed))).toEqual([true]);
    expect(await hasGreen(cases)).toBe(true);
  });
});

it("has a broken store for each case", () => {
  const mutants = Object.values(families).flatMap((family) => Object.values(family));
  const cases = mutants.flatMap(({ make, options }) => designStoreCases(make, options));
  const found = new Set(mutants.map(({ red }) => red));
  const idle = new Set(cases.map(({ name }) => name).filter((name) => !found.has(name)));
  expect([...idle]).toEqual([]);
});
