/** A server over files in a process of its own: `http.ts FOLDER PORT [before|after]`. Says its address, and ends on SIGTERM. */
import * as Effect from "effect/Effect";
import { openTo, serveHttp } from "../../src/index.ts";
import { dyingAround, filesIn } from "./store.ts";

const [folder = "", port = "0", dies] = process.argv.slice(2);

const { url, stop } = await Effect.runPromise(
  serveHttp({
    access: openTo("own"),
    port: Number(port),
    storeOf: () => Effect.map(filesIn(folder), (store) => dyingAround(store, dies)),
    onProblem: console.error,
  }),
);
process.once("SIGTERM", () => void Effect.runPromise(stop));
console.log(url);
