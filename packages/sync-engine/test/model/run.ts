/**
 * Runs the model outside a test runner, where it is twice as fast. Prints one JSON line, or the smallest
 * program that breaks the engine.
 *
 *     node --conditions=@idse/source run.ts model RUNS SEED           a tally
 *     node --conditions=@idse/source run.ts mutants RUNS SEED         after how many runs each mutant was found; null if never
 */
import * as fc from "fast-check";
import { type Program, programs } from "./commands.ts";
import { mutants } from "./mutants.ts";
import { emptyTally, type Mutant, memoryGround, World } from "./World.ts";

const [what, runs, seed] = process.argv.slice(2);
const options = { numRuns: Number(runs), seed: Number(seed) };
const tally = emptyTally();

const runOne = (program: Program, mutant: Mutant = {}): void =>
  new World(program.clones, memoryGround(), tally, mutant).run(program);

if (what === "model") {
  fc.assert(
    fc.property(programs(11), (program) => runOne(program)),
    options,
  );
  console.log(JSON.stringify(tally));
} else {
  const found = Object.entries(mutants).map(([name, mutant]) => {
    const property = fc.property(programs(11), (program) => runOne(program, mutant()));
    const { failed, numRuns } = fc.check(property, { ...options, endOnFailure: true });
    return [name, failed ? numRuns : null];
  });
  console.log(JSON.stringify(Object.fromEntries(found)));
}
