/** A process that kills so often: `node kills.ts TIMES SEED`. Prints what it did, or fails with what was lost. */
import { killAtRandom } from "./killing.ts";

const [, , times = "20", seed = "1"] = process.argv;
const { documents, killed, recovered } = await killAtRandom(Number(times), Number(seed));
console.log(
  JSON.stringify({ documents, pushes: killed.push, pulls: killed.pull, servers: killed.server, recovered }),
);
