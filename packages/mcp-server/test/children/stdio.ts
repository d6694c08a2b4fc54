/** A server over files on standard input and output: `stdio.ts FOLDER [before|after]`. It dies once, and leaves a note. */
import { existsSync, writeFileSync } from "node:fs";
import * as Effect from "effect/Effect";
import { artifactCoreTools, offerOf, serveStdio } from "../../src/index.ts";
import { dyingAround, filesIn } from "./store.ts";

const [folder = "", dies] = process.argv.slice(2);
const note = `${folder}/died`;

const program = Effect.gen(function* () {
  const files = yield* filesIn(folder);
  const doomed = existsSync(note) ? files : dyingAround(files, dies);
  const store = {
    ...doomed,
    commit: (...request: Parameters<typeof doomed.commit>) => {
      writeFileSync(note, "");
      return doomed.commit(...request);
    },
  };
  yield* serveStdio({ offer: offerOf(artifactCoreTools(store)), onProblem: console.error });
});

await Effect.runPromise(program);
