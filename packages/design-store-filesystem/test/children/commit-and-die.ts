/** Commits a scenario and kills itself before the n-th file operation: `root scenario n`. */
import { FilePrimitives } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { watchedFiles } from "../faults.ts";
import { commit, provided, realStore } from "../processes.ts";
import { type ScenarioName, scenarios } from "../scenarios.ts";

const [root = "", scenario = "", killAt = ""] = process.argv.slice(2);

const files = watchedFiles((count) => {
  if (count === Number(killAt)) process.kill(process.pid, "SIGKILL");
});

await Effect.runPromise(
  provided(
    commit(scenarios[scenario as ScenarioName]),
    realStore(root, Layer.succeed(FilePrimitives, files)),
  ),
);
