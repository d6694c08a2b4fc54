/** Commits a scenario and kills itself before the n-th file operation that writes: `root scenario operation n`. */
import { FilePrimitives } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { isWriting, watchedFiles } from "../faults.ts";
import { commit, provided, realStore } from "../processes.ts";
import { type ScenarioName, scenarios } from "../scenarios.ts";

const [root = "", scenario = "", operation = "", killAt = ""] = process.argv.slice(2);

let writes = 0;
const files = watchedFiles((_, name) => {
  if (isWriting(name)) writes += 1;
  if (writes === Number(killAt)) process.kill(process.pid, "SIGKILL");
});

await Effect.runPromise(
  provided(
    commit(scenarios[scenario as ScenarioName], operation),
    realStore(root, Layer.succeed(FilePrimitives, files)),
  ),
);
