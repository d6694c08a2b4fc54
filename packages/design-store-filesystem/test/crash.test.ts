import { DesignStore, newOperation } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { Killed, killedFiles } from "./faults.ts";
import { commit, machine, provided, realStore, seed, startChild } from "./processes.ts";
import { type ScenarioName, scenarioNames, scenarios } from "./scenarios.ts";
import { temporaryRoot, trackedFiles } from "./temporary.ts";

const seeded = async (): Promise<string> => {
  const root = temporaryRoot();
  await seed(root);
  return root;
};

/** The files before and after a scenario that nothing disturbs. */
const bothStates = async (name: ScenarioName) => {
  const root = await seeded();
  const before = trackedFiles(root);
  await Effect.runPromise(provided(commit(scenarios[name]), machine().start(root).layer));
  return { before, after: trackedFiles(root) };
};

const look = DesignStore.use((store) => store.heads({ project: "demo" }));

const isKilled = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) &&
  exit.cause.reasons.some((reason) => Cause.isDieReason(reason) && reason.defect instanceof Killed);

describe("a process that is killed at any file operation of a commit", () => {
  it.each(scenarioNames)(
    "leaves old or new to the next reader, and the commit can be sent again: %s",
    async (name) => {
      const { before, after } = await bothStates(name);
      const states = new Set<string>();
      let killAt = 0;
      for (let finished = false; !finished; ) {
        killAt += 1;
        const root = await seeded();
        const { start } = machine();
        const operation = newOperation();
        const first = start(root, killedFiles(killAt));
        const exit = await Effect.runPromiseExit(provided(commit(scenarios[name], operation), first.layer));
        finished = Exit.isSuccess(exit);
        expect([killAt, finished || isKilled(exit)]).toEqual([killAt, true]);
        first.die();

        await Effect.runPromise(provided(look, start(root).layer));
        const found = trackedFiles(root);
        const state = JSON.stringify(found) === JSON.stringify(after) ? "new" : "old";
        expect([killAt, found]).toEqual([killAt, state === "new" ? after : before]);
        states.add(state);

        const again = await Effect.runPromise(
          provided(commit(scenarios[name], operation), start(root).layer),
        );
        expect(again.heads.map((head) => head.ref)).toEqual(scenarios[name].map((change) => change.ref));
        expect(trackedFiles(root)).toEqual(after);
      }
      expect([...states].sort()).toEqual(["new", "old"]);
      expect(killAt).toBeGreaterThan(20);
    },
  );

  it("holds for real processes and a real SIGKILL", async () => {
    const { before, after } = await bothStates("several documents");
    const outcomes = new Set<string>();
    const tryAt = async (killAt: number): Promise<boolean> => {
      const root = await seeded();
      const { ended } = startChild("commit-and-die.ts", [root, "several documents", String(killAt)]);
      const { code, signal, stderr } = await ended;
      expect([killAt, signal ?? code, stderr]).toEqual([killAt, signal === null ? 0 : "SIGKILL", ""]);
      await Effect.runPromise(provided(look, realStore(root)));
      const found = trackedFiles(root);
      const state = JSON.stringify(found) === JSON.stringify(after) ? "new" : "old";
      expect([killAt, found]).toEqual([killAt, state === "new" ? after : before]);
      outcomes.add(`${signal} ${state}`);
      return signal === null;
    };
    for (let killAt = 1; ; killAt += 2) {
      const finished = await Promise.all([tryAt(killAt), tryAt(killAt + 1)]);
      if (finished.every(Boolean)) break;
    }
    expect([...outcomes].sort()).toEqual(["SIGKILL new", "SIGKILL old", "null new"]);
  });
});
