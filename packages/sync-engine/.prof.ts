import * as fc from "fast-check";
import { programs } from "./test/model/commands.ts";
import { emptyTally, memoryGround, World } from "./test/model/World.ts";

const tally = emptyTally();
const t = process.cpuUsage();
fc.assert(
  fc.property(programs(10), (program) => {
    new World(program.clones, memoryGround(), tally).run(program);
  }),
  { numRuns: Number(process.argv[2]), seed: Number(process.argv[3] ?? 7) },
);
console.log(JSON.stringify(tally), process.cpuUsage(t).user / 1e6);
