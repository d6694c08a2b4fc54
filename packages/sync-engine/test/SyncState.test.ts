import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { planSync, type SyncState } from "../src/index.ts";
import { emptyLedger } from "../src/Ledger.ts";
import { keepText, keptText, loadLedger, rememberText, saveLedger } from "../src/SyncState.ts";
import { trashed } from "../src/Trash.ts";
import { casesIn, newSides, outcomesIn, planned, put, scope, spec, synced, textAt } from "./fixtures.ts";
import { Killed, watchedFiles } from "./model/memoryFiles.ts";

const damaged = (sides: ReturnType<typeof newSides>): unknown =>
  Effect.runSync(Effect.flip(planSync(sides, { scope, direction: "both" })));

const agreeing = () => {
  const sides = newSides();
  put(sides.local, spec, "# A\n");
  synced(sides);
  return sides;
};

describe("what a clone knows of a remote", () => {
  it.each([
    ["no JSON", "{"],
    ["of another shape", '{"version":1,"edition":3}'],
    ["without a version", '{"edition":"x"}'],
    ["empty", ""],
  ])("is never guessed from a file that is %s", (_, text) => {
    const sides = agreeing();
    sides.files.overwrite("/clone/sync/state.json", text);
    expect(damaged(sides)).toMatchObject({
      _tag: "SyncStateDamaged",
      path: "/clone/sync/state.json",
      message: expect.stringMatching(/is damaged\. Move it away and sync again: .* nothing is removed\.$/),
    });
  });

  it("written by a later version is refused", () => {
    const sides = agreeing();
    sides.files.overwrite("/clone/sync/state.json", '{"version":2}');
    expect(damaged(sides)).toMatchObject({ message: expect.stringContaining("later version of idse") });
  });

  it("belongs to one remote", () => {
    const sides = agreeing();
    expect(damaged({ ...sides, state: { ...sides.state, remote: "another" } })).toMatchObject({
      _tag: "SyncRemoteChanged",
      known: "team",
      given: "another",
    });
  });

  it("when lost is as if both sides were new: equal is agreed on, unequal is a conflict, nothing goes", () => {
    const sides = agreeing();
    const lost = { ...newSides(), local: sides.local, remote: sides.remote };
    expect(casesIn(planned(lost))).toEqual(["both-new-same"]);
    put(sides.local, spec, "# B\n");
    expect(outcomesIn(synced(lost))).toEqual(["both-new-different: conflict"]);
    expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual(["# B\n", "# A\n"]);
  });

  it("without the text of the base is a conflict, not a guess", () => {
    const sides = agreeing();
    for (const path of sides.files.paths())
      if (path.includes("/objects/")) sides.files.overwrite(path, "torn");
    put(sides.local, spec, "# A\n\nours\n");
    put(sides.remote, spec, "# A\n\n\n\ntheirs\n");
    expect(planned(sides).documents).toMatchObject([
      { case: "both-changed-apart", reason: expect.stringContaining("is not kept in this clone") },
    ]);
  });

  it("reads back as it was written, and is another edition each time", () => {
    const { state } = newSides();
    expect(loadLedger(state)).toEqual(emptyLedger("team"));
    const first = saveLedger(state, emptyLedger("team"));
    expect(loadLedger(state)).toEqual(first);
    expect(saveLedger(state, first).edition).not.toBe(first.edition);
  });
});

describe("a text that is kept", () => {
  it("is found by its digest, whatever its line ends were, and not when it is torn", () => {
    const { files, state } = newSides();
    const digest = rememberText(state, "\ufeffone\r\ntwo\r\n");
    expect(keptText(state, digest)).toBe("one\ntwo\n");
    for (const path of files.paths()) files.overwrite(path, "one\ntwx\n");
    expect(keptText(state, digest)).toBeUndefined();
    keepText(state, "one\ntwo\n");
    expect(keptText(state, digest)).toBe("one\ntwo\n");
  });
});

/** A state whose process is killed at the n-th operation on a file. */
const killedAt = (state: SyncState, at: number): SyncState => {
  let count = 0;
  const files = watchedFiles(state.files, () => {
    count += 1;
    if (count >= at) throw new Killed();
  });
  return {
    ...state,
    files,
    identity: { self: { pid: at + 100, host: "here", boot: null, startedAt: null }, isAlive: () => true },
  };
};

it("killed at any operation on a file, a sync is finished by the next one, with the same end", () => {
  let killed = 0;
  for (let at = 1; ; at += 1) {
    const sides = newSides();
    put(sides.local, spec, "# A\n\none\n\ntwo\n");
    put(sides.local, { ...spec, kind: "plan" }, "# P\n");
    synced(sides);
    put(sides.local, spec, "# A\n\none more\n\ntwo\n");
    put(sides.remote, spec, "# A\n\none\n\ntwo more\n");
    put(sides.remote, { ...spec, kind: "plan" }, null);
    let done = false;
    try {
      synced({ ...sides, state: killedAt(sides.state, at) });
      done = true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed += 1;
    }
    // Whoever comes next knows that the killed one is gone.
    const state = { ...sides.state, identity: { ...sides.state.identity, isAlive: () => false } };
    expect([at, synced({ ...sides, state }).earned]).toEqual([at, true]);
    const both = "# A\n\none more\n\ntwo more\n";
    expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual([both, both]);
    expect(textAt(sides.local, { ...spec, kind: "plan" })).toBeNull();
    expect(trashed(sides.state).length).toBeGreaterThan(0);
    expect(planned({ ...sides, state }).documents).toEqual([]);
    if (done) break;
  }
  expect(killed).toBeGreaterThan(50);
});
