/** Questions about the store itself: whether it can be used, what it lacks, and what a stopped write left. */
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { Misuse } from "../Failure.ts";
import type { StoreDriver } from "../StoreDriver.ts";
import { currentProject } from "../Workspace.ts";

/** Writes a document under a name nobody has, and removes it again. */
export const testStore = (driver: StoreDriver) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const checks = yield* driver.check(project);
    return answer("store-check", {
      store: driver.kind,
      project,
      usable: checks.every((one) => one.outcome === "passed"),
      checks: [...checks],
    });
  });

/** `print`: show what is lacking, change nothing. */
export const setUpStore = ({ kind, setUp }: StoreDriver, print: boolean) =>
  Effect.gen(function* () {
    const nothing = { store: kind, text: null, how: null, additions: [], applied: false, next: null };
    switch (setUp._tag) {
      case "Nothing":
        return answer("store-set-up", { ...nothing, how: setUp.why });
      case "ByHand":
        if (!print) {
          return yield* new Misuse({
            problem: `What ${kind} needs is set up with rights that idse does not ask for.`,
            hint: "idse store migrate --print",
          });
        }
        return answer(
          "store-set-up",
          { ...nothing, text: setUp.text, how: setUp.how, next: "idse store test" },
          [setUp.how],
        );
      case "FromHere": {
        const additions = [...(yield* print ? setUp.lacking : setUp.add)];
        const next = print && additions.length > 0 ? "idse store migrate" : "idse store test";
        return answer("store-set-up", { ...nothing, additions, applied: !print, next });
      }
    }
  });

/** Takes what stands in the store now for what was meant. Where a write is done whole or not at all, nothing is found. */
export const repairStore = ({ kind, repair }: StoreDriver) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const found = repair === undefined ? [] : yield* repair(project);
    return answer("store-repair", { store: kind, project, found: [...found] });
  });
