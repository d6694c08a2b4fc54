import { Unavailable } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { refuse, watchedFiles } from "./faults.ts";
import { commit, machine, provided, seed } from "./processes.ts";
import { scenarioNames, scenarios } from "./scenarios.ts";
import { temporaryRoot, trackedFiles } from "./temporary.ts";

describe("a disk that fails at any file operation of a commit", () => {
  it.each(scenarioNames.flatMap((name) => ["ENOSPC", "EIO"].map((code) => [name, code] as const)))(
    "changes nothing and is reported: %s, %s",
    async (name, code) => {
      const outcomes = new Set<string>();
      let reached = true;
      for (let failAt = 1; reached; failAt += 1) {
        const root = temporaryRoot();
        await seed(root);
        const before = trackedFiles(root);
        const { start } = machine();
        reached = false;
        let flushing = false;
        const files = watchedFiles((count, operation, path) => {
          if (count !== failAt) return;
          reached = true;
          flushing = operation === "syncDirectory" && !path.includes("/.local/");
          refuse(operation, path, code);
        });
        const living = start(root, files);
        const answer = await Effect.runPromise(
          Effect.result(provided(commit(scenarios[name]), living.layer)),
        );
        outcomes.add(answer._tag);
        if (answer._tag === "Failure") {
          expect(answer.failure).toBeInstanceOf(Unavailable);
          expect(answer.failure).toMatchObject({
            store: "filesystem",
            code,
            path: expect.stringMatching(/^\.idse/),
          });
          // The last flush comes after the rename: then the answer is unknown until it is read back.
          if (!flushing) expect([failAt, trackedFiles(root)]).toEqual([failAt, before]);
        }
        // The process lives on; its lock must not stand in the way of the next one.
        const next = await Effect.runPromise(
          Effect.result(provided(commit(scenarios[name]), start(root).layer)),
        );
        const wanted = answer._tag === "Success" || flushing ? ["RevisionConflict", "done"] : ["done"];
        const outcome = next._tag === "Success" ? "done" : next.failure._tag;
        expect([failAt, wanted.includes(outcome), outcome]).toEqual([failAt, true, outcome]);
      }
      expect([...outcomes].sort()).toEqual(["Failure", "Success"]);
    },
  );
});
