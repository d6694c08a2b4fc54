import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DesignStore, newOperation, type OperationId, type StoreFailure } from "@idse/design-store";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import type * as Layer from "effect/Layer";
import { bundledScript } from "./bundledScript.ts";
import { Killed, killedFiles } from "./faults.ts";
import { commit, machine, provided, realStore, seed, startChild } from "./processes.ts";
import { type ScenarioName, scenarioNames, scenarios } from "./scenarios.ts";
import { temporaryRoot, trackedFiles } from "./temporary.ts";

type StoreLayer = Layer.Layer<DesignStore, StoreFailure>;

const seeded = async (): Promise<string> => {
  const root = temporaryRoot();
  await seed(root);
  return root;
};

/** The files, and the documents of a scenario as a store gives them. */
interface State {
  readonly files: Readonly<Record<string, string>>;
  readonly documents: ReadonlyArray<string | null>;
}

const read = (name: ScenarioName) =>
  DesignStore.use((store) =>
    Effect.map(store.get(scenarios[name].map((change) => change.ref)), (found) =>
      found.map((one) => (one._tag === "Missing" ? null : one.content)),
    ),
  );

const list = DesignStore.use((store) => store.heads({ project: "demo" }));

const stateOf = async (name: ScenarioName, root: string): Promise<State> => ({
  files: trackedFiles(root),
  documents: await Effect.runPromise(provided(read(name), realStore(root))),
});

/** Before and after a scenario that nothing disturbs. */
const bothStates = async (name: ScenarioName) => {
  const root = await seeded();
  const before = await stateOf(name, root);
  await Effect.runPromise(provided(commit(scenarios[name]), machine().start(root).layer));
  return { before, after: await stateOf(name, root) };
};

const journal = (root: string): ReadonlyArray<string> => {
  const folder = `${root}/.idse/.local/journal`;
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** What the next one who reads finds, by `get` or by `heads`; there is nothing left to be finished after that. */
const nextReader = async (
  name: ScenarioName,
  root: string,
  layer: StoreLayer,
  killAt: number,
  { before, after }: { readonly before: State; readonly after: State },
): Promise<"old" | "new"> => {
  const documents =
    killAt % 2 === 0
      ? await Effect.runPromise(provided(read(name), layer))
      : await Effect.runPromise(Effect.as(provided(list, layer), null));
  const files = trackedFiles(root);
  const state = JSON.stringify(files) === JSON.stringify(after.files) ? "new" : "old";
  const wanted = state === "new" ? after : before;
  expect([killAt, files]).toEqual([killAt, wanted.files]);
  if (documents !== null) expect([killAt, documents]).toEqual([killAt, wanted.documents]);
  expect([killAt, journal(root).filter((entry) => entry.endsWith(".forward"))]).toEqual([killAt, []]);
  return state;
};

const sentAgain = async (
  name: ScenarioName,
  root: string,
  layer: StoreLayer,
  operation: OperationId,
  after: State,
) => {
  const again = await Effect.runPromise(provided(commit(scenarios[name], operation), layer));
  expect(again.heads.map((head) => head.ref)).toEqual(scenarios[name].map((change) => change.ref));
  expect(trackedFiles(root)).toEqual(after.files);
};

const isKilled = (exit: Exit.Exit<unknown, unknown>): boolean =>
  Exit.isFailure(exit) &&
  exit.cause.reasons.some((reason) => Cause.isDieReason(reason) && reason.defect instanceof Killed);

describe("a process that is killed at any file operation of a commit", () => {
  it.each(scenarioNames)(
    "leaves old or new to the next reader, and the commit can be sent again: %s",
    async (name) => {
      const states = await bothStates(name);
      const found = new Set<string>();
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
        found.add(await nextReader(name, root, start(root).layer, killAt, states));
        await sentAgain(name, root, start(root).layer, operation, states.after);
      }
      expect([...found].sort()).toEqual(["new", "old"]);
      expect(killAt).toBeGreaterThan(20);
    },
  );
});

describe("a real process that kills itself by SIGKILL at any file operation that writes", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "store-script-")));
  let script = "";

  beforeAll(async () => {
    script = await bundledScript("commit-and-die.ts", folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(scenarioNames)("leaves old or new to the next reader: %s", async (name) => {
    const states = await bothStates(name);
    const outcomes = new Set<string>();
    const tryAt = async (killAt: number): Promise<boolean> => {
      const root = await seeded();
      const operation = newOperation();
      const { ended } = startChild(script, [root, name, operation, String(killAt)]);
      const { code, signal, stderr } = await ended;
      expect([killAt, signal ?? code, stderr]).toEqual([killAt, signal === null ? 0 : "SIGKILL", ""]);
      outcomes.add(`${signal} ${await nextReader(name, root, realStore(root), killAt, states)}`);
      await sentAgain(name, root, realStore(root), operation, states.after);
      return signal === null;
    };
    for (let killAt = 1; ; killAt += 2) {
      const finished = await Promise.all([tryAt(killAt), tryAt(killAt + 1)]);
      if (finished.some(Boolean)) break;
    }
    expect([...outcomes].sort()).toEqual(["SIGKILL new", "SIGKILL old", "null new"]);
  });
});
