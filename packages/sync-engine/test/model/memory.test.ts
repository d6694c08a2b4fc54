import { it } from "@jest/globals";
import * as fc from "fast-check";
import { programs } from "./commands.ts";
import { emptyTally, memoryGround, World } from "./World.ts";

const runs = Number(process.env.IDSE_SYNC_RUNS ?? 10_000);
const seed = Number(process.env.IDSE_SEED ?? 20_261_125);

it("no edit is lost and all sides agree in the end, whatever happens in between", () => {
  const tally = emptyTally();
  fc.assert(
    fc.property(programs(10), (program) => {
      new World(program.clones, memoryGround(), tally).run(program);
    }),
    { numRuns: runs, seed },
  );
  console.log(JSON.stringify(tally));
});
