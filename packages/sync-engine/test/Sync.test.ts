import {
  type DesignStoreService,
  Malformed,
  makeMemory,
  type QuotaExceeded,
  Rejected,
  Unavailable,
} from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import {
  applySync,
  conflictTexts,
  keptConflict,
  keptConflicts,
  keptSight,
  keptStatus,
  planSync,
  recoverSync,
  resolveConflict,
  type SyncSides,
  syncLog,
  syncStatus,
  trashed,
} from "../src/index.ts";
import {
  aliveProcess,
  casesIn,
  doc,
  headsWith,
  newSides,
  newStore,
  onceBefore,
  outcomesIn,
  plan,
  planned,
  put,
  scope,
  spec,
  synced,
  textAt,
  watchedStore,
} from "./fixtures.ts";
import { memoryFiles, watchedFiles } from "./model/memoryFiles.ts";

const base = "# A\n\none\n\n## B\n\ntwo\n";
const ours = base.replace("one", "one of ours");
const theirs = base.replace("two", "two of theirs");
const unavailable = new Unavailable({ store: "model", operation: "any", message: "No answer." });

/** Two sides that agree on one document. */
const agreeing = (text = base) => {
  const sides = newSides();
  put(sides.local, spec, text);
  synced(sides);
  return sides;
};

describe("a sync", () => {
  it("pushes what is new here, pulls what is new there, and then has nothing to do", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    put(sides.remote, plan, "# P\n");
    expect(outcomesIn(synced(sides))).toEqual(["remote-new: done", "local-new: done"]);
    expect([textAt(sides.remote, spec), textAt(sides.local, plan)]).toEqual([base, "# P\n"]);
    expect(planned(sides)).toMatchObject({ documents: [], inSync: 2 });
  });

  it("merges edits of both sides, on both sides", () => {
    const sides = agreeing();
    put(sides.local, spec, ours);
    put(sides.remote, spec, theirs);
    expect(outcomesIn(synced(sides))).toEqual(["both-changed: done"]);
    const both = ours.replace("two", "two of theirs");
    expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual([both, both]);
    expect(planned(sides).documents).toEqual([]);
  });

  it("in one direction writes one side only, and a push that met edits there has not done what was asked", () => {
    const sides = agreeing();
    put(sides.local, spec, ours);
    put(sides.remote, spec, theirs);
    const pushed = synced(sides, { direction: "push" });
    expect([outcomesIn(pushed), pushed.earned]).toEqual([["both-changed: held"], false]);
    expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual([ours, theirs]);
    const pulled = synced(sides, { direction: "pull" });
    expect([outcomesIn(pulled), pulled.earned]).toEqual([["both-changed: done"], true]);
    expect(textAt(sides.remote, spec)).toBe(theirs);
    expect(casesIn(planned(sides, { direction: "push" }))).toEqual(["local-edit"]);
  });

  it("keeps line ends and a byte order mark on this side, and sends neither", () => {
    const sides = agreeing("\ufeff# A\r\n\r\none\r\n");
    expect(textAt(sides.remote, spec)).toBe("# A\n\none\n");
    put(sides.remote, spec, "# A\n\ntwo\n");
    synced(sides);
    expect(textAt(sides.local, spec)).toBe("\ufeff# A\r\n\r\ntwo\r\n");
  });

  it("takes a change of line ends for no change", () => {
    const sides = agreeing();
    put(sides.local, spec, base.replaceAll("\n", "\r\n"));
    expect(planned(sides).documents).toEqual([]);
  });

  it("stays within its scope", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    put(sides.local, doc("t", "spec"), base);
    synced(sides, { scope: { project: "p", sessions: ["t"] } });
    expect([textAt(sides.remote, spec), textAt(sides.remote, doc("t", "spec"))]).toEqual([null, base]);
    // A cursor of the whole project, so that nothing outside the scope was skipped.
    put(sides.remote, plan, "# P\n");
    synced(sides, { scope: { project: "p", sessions: ["t"] } });
    expect(casesIn(planned(sides))).toEqual(["remote-new", "local-new"]);
  });
});

describe("a plan", () => {
  it("writes nothing, and is what apply carries out", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    const writes: Array<string> = [];
    const files = watchedFiles(sides.files, (operation) => {
      if (!["stat", "read", "readText", "list"].includes(operation)) writes.push(operation);
    });
    const watched = { ...sides, state: { ...sides.state, files } };
    const made = planned(watched);
    expect([casesIn(made), writes, textAt(sides.remote, spec)]).toEqual([["local-new"], [], null]);
    expect(outcomesIn(Effect.runSync(applySync(watched, made)))).toEqual(["local-new: done"]);
    expect(textAt(sides.remote, spec)).toBe(base);
  });

  it("applied a second time does nothing", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    const made = planned(sides);
    Effect.runSync(applySync(sides, made));
    const again = Effect.runSync(applySync(sides, made));
    expect([outcomesIn(again), again.earned]).toEqual([["local-new: done"], true]);
  });

  it("that another process overtook is carried out only as far as it still holds", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    put(sides.local, plan, "# P\n");
    const made = planned(sides);
    put(sides.remote, doc("t", "spec"), base);
    synced(sides, { scope: { project: "p", sessions: ["t"] } });
    put(sides.local, plan, "# Q\n");
    expect(outcomesIn(Effect.runSync(applySync(sides, made))).toSorted()).toEqual([
      "local-new: changed",
      "local-new: done",
    ]);
    expect([textAt(sides.remote, spec), textAt(sides.remote, plan)]).toEqual([base, null]);
  });

  it("says what a remote cannot promise", () => {
    const guaranteesWith = (capabilities: Partial<DesignStoreService["capabilities"]>) => {
      const sides = newSides();
      const remote = { ...sides.remote, capabilities: { ...sides.remote.capabilities, ...capabilities } };
      return planned({ ...sides, remote }).guarantees.join(" ");
    };
    expect(guaranteesWith({})).toBe("");
    expect(guaranteesWith({ cas: "none" })).toMatch(/writes without looking/);
    expect(guaranteesWith({ cas: "checked" })).toMatch(/not in the same step/);
    expect(guaranteesWith({ atomicCommit: false })).toMatch(/one by one/);
    expect(guaranteesWith({ changes: "scan" })).toMatch(/does not tell of removals/);
    expect(guaranteesWith({ byteExact: false })).toMatch(/its own way/);
  });

  it("stops at a plan that looks like an accident, until it is forced", () => {
    const sides = newSides();
    const refs = Array.from({ length: 12 }, (_, index) => doc(`s${index}`, "spec"));
    for (const ref of refs) put(sides.local, ref, `# ${ref.session}\n`);
    synced(sides);
    const guardsOf = () => planned(sides).guards.map(({ name }) => name);
    for (const ref of refs.slice(0, 11)) put(sides.remote, ref, null);
    const made = planned(sides);
    expect(guardsOf()).toEqual(["many-removals"]);
    const failure = Effect.runSync(Effect.flip(applySync(sides, made)));
    expect(failure).toMatchObject({ _tag: "SyncGuarded", message: expect.stringContaining("11 of 12") });
    expect(textAt(sides.local, spec)).toBe(textAt(sides.local, spec));
    expect(refs.filter((ref) => textAt(sides.local, ref) === null)).toEqual([]);
    Effect.runSync(applySync(sides, made, { force: true }));
    expect(refs.filter((ref) => textAt(sides.local, ref) !== null)).toEqual([refs[11]]);
    expect(trashed(sides.state)).toHaveLength(11);
  });

  it("asks where everything changed, and where the remote lists nothing", () => {
    const sides = newSides();
    const refs = Array.from({ length: 12 }, (_, index) => doc(`s${index}`, "spec"));
    for (const ref of refs) put(sides.local, ref, `# ${ref.session}\n`);
    synced(sides);
    for (const ref of refs) put(sides.remote, ref, "# Same\n");
    expect(planned(sides).guards.map(({ name }) => name)).toEqual(["everything-changed"]);
    const empty = { ...sides, remote: newStore() };
    expect(planned(empty, { fresh: true }).guards.map(({ name }) => name)).toEqual(["empty-upstream"]);
  });
});

describe("a conflict", () => {
  const conflicting = () => {
    const sides = agreeing();
    put(sides.local, spec, base.replace("one", "ours"));
    put(sides.remote, spec, base.replace("one", "theirs"));
    return { ...sides, result: synced(sides) };
  };

  it("overwrites nothing, keeps all three texts, and is not earned", () => {
    const { result, ...sides } = conflicting();
    expect([outcomesIn(result), result.earned]).toEqual([["both-changed-apart: conflict"], false]);
    expect(textAt(sides.local, spec)).toContain("ours");
    expect(textAt(sides.remote, spec)).toContain("theirs");
    const kept = keptConflict(sides.state, spec);
    expect(kept).toMatchObject({ ref: spec, reason: "Both sides changed the same lines." });
    expect(kept && conflictTexts(sides.state, kept)).toEqual({
      base,
      ours: base.replace("one", "ours"),
      theirs: base.replace("one", "theirs"),
    });
    expect(Effect.runSync(keptStatus(sides.state, scope))).toMatchObject({ conflicts: [kept] });
  });

  it("stops no other document", () => {
    const { result: _, ...sides } = conflicting();
    put(sides.local, plan, "# P\n");
    expect(outcomesIn(synced(sides)).toSorted()).toEqual(["both-changed-apart: conflict", "local-new: done"]);
    expect(textAt(sides.remote, plan)).toBe("# P\n");
  });

  it.each([
    ["ours", base.replace("one", "ours")],
    ["theirs", base.replace("one", "theirs")],
    [{ merged: base.replace("one", "both") }, base.replace("one", "both")],
  ] as const)("resolved with %j is carried to the remote by the next sync", (resolution, expected) => {
    const { result: _, ...sides } = conflicting();
    Effect.runSync(resolveConflict(sides, spec, resolution));
    expect(keptConflicts(sides.state)).toEqual([]);
    expect(synced(sides).earned).toBe(true);
    expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual([expected, expected]);
    expect(planned(sides).documents).toEqual([]);
  });

  it("resolved against an edit that came later meets that edit", () => {
    const { result: _, ...sides } = conflicting();
    put(sides.remote, spec, base.replace("one", "theirs").replace("two", "later"));
    Effect.runSync(resolveConflict(sides, spec, "ours"));
    synced(sides);
    expect(textAt(sides.remote, spec)).toBe(base.replace("one", "ours").replace("two", "later"));
  });

  it("about a removal is decided like any other", () => {
    for (const [resolution, expected] of [
      ["ours", "# Edited\n"],
      ["theirs", null],
    ] as const) {
      const sides = agreeing();
      put(sides.local, spec, "# Edited\n");
      put(sides.remote, spec, null);
      expect(outcomesIn(synced(sides))).toEqual(["removed-there-edited-here: conflict"]);
      Effect.runSync(resolveConflict(sides, spec, resolution));
      synced(sides);
      expect([textAt(sides.local, spec), textAt(sides.remote, spec)]).toEqual([expected, expected]);
    }
  });

  it("about a removal here that ours wins is carried out there", () => {
    const sides = agreeing();
    put(sides.local, spec, null);
    put(sides.remote, spec, theirs);
    expect(outcomesIn(synced(sides, { removed: [spec] }))).toEqual(["removed-here-edited-there: conflict"]);
    Effect.runSync(resolveConflict(sides, spec, "ours"));
    expect(outcomesIn(synced(sides))).toEqual(["local-removed: done"]);
    expect(textAt(sides.remote, spec)).toBeNull();
  });

  it("that is none cannot be resolved", () => {
    expect(Effect.runSync(Effect.flip(resolveConflict(agreeing(), spec, "ours")))).toMatchObject({
      _tag: "NoConflict",
      message: "p/s/spec is in no conflict; there is nothing to resolve.",
    });
  });

  it("is over once both sides agree, and what nobody decided about is in the trash", () => {
    const { result: _, ...sides } = conflicting();
    put(sides.local, spec, null);
    synced(sides, { restore: [spec] });
    expect([keptConflicts(sides.state), trashed(sides.state)]).toMatchObject([
      [],
      [{ ref: spec, why: "both-changed-apart" }],
    ]);
  });
});

describe("a removal", () => {
  it("here is none until it is named", () => {
    const sides = agreeing();
    put(sides.local, spec, null);
    expect(outcomesIn(synced(sides))).toEqual(["local-missing: left"]);
    expect(textAt(sides.remote, spec)).toBe(base);
    expect(outcomesIn(synced(sides, { removed: [spec] }))).toEqual(["local-removed: done"]);
    expect([textAt(sides.remote, spec), trashed(sides.state).map(({ ref }) => ref)]).toEqual([null, [spec]]);
    expect(planned(sides).documents).toEqual([]);
  });

  it("there goes through the trash here", () => {
    const sides = agreeing();
    put(sides.remote, spec, null);
    expect(outcomesIn(synced(sides))).toEqual(["remote-removed: done"]);
    expect([textAt(sides.local, spec), trashed(sides.state)]).toMatchObject([null, [{ ref: spec }]]);
  });

  it("that a remote only shows by leaving it out is none", () => {
    const sides = agreeing();
    const remote = { ...sides.remote, heads: headsWith(sides.remote, () => []) };
    const result = synced({ ...sides, remote }, { fresh: true }, { force: true });
    expect([outcomesIn(result), textAt(sides.local, spec)]).toEqual([["remote-missing: left"], base]);
  });

  it("of a missing file is undone on request", () => {
    const sides = agreeing();
    put(sides.local, spec, null);
    expect(outcomesIn(synced(sides, { restore: [spec] }))).toEqual(["local-restored: done"]);
    expect(textAt(sides.local, spec)).toBe(base);
  });
});

describe("a branch that was switched", () => {
  const switched = () => {
    const sides = agreeing("# One\n");
    put(sides.local, spec, "# Two\n");
    synced(sides);
    put(sides.local, spec, "# One\n");
    return sides;
  };

  it("is behind: it is not pushed, and pulled on request", () => {
    const sides = switched();
    expect(outcomesIn(synced(sides, { direction: "push" }))).toEqual(["behind: held"]);
    expect(textAt(sides.remote, spec)).toBe("# Two\n");
    synced(sides);
    expect(textAt(sides.local, spec)).toBe("# Two\n");
  });

  it("is an edit where a revert is named", () => {
    const sides = switched();
    expect(outcomesIn(synced(sides, { revert: [spec] }))).toEqual(["revert: done"]);
    expect(textAt(sides.remote, spec)).toBe("# One\n");
  });

  it("and edited is merged with what came after", () => {
    const sides = agreeing(base);
    put(sides.local, spec, theirs);
    synced(sides);
    put(sides.local, spec, ours);
    expect(outcomesIn(synced(sides))).toEqual(["both-changed: done"]);
    expect(textAt(sides.remote, spec)).toBe(ours.replace("two", "two of theirs"));
  });
});

describe("worktrees of one clone", () => {
  it("share what is known, and an edit made on an older text in one does not undo the other's", () => {
    const first = agreeing();
    const second = { ...first, local: newStore(), worktree: "second" };
    synced(second);
    put(first.local, spec, base.replace("one", "first"));
    synced(first);
    put(second.local, spec, base.replace("one", "second"));
    expect(outcomesIn(synced(second))).toEqual(["both-changed-apart: conflict"]);
    expect(textAt(first.remote, spec)).toContain("first");
  });

  it("get what another one pushed, since it was never removed there", () => {
    const first = agreeing();
    const second = { ...first, local: newStore(), worktree: "second" };
    expect(casesIn(planned(second))).toEqual(["remote-new"]);
    expect(casesIn(planned(second, { removed: [spec] }))).toEqual(["local-removed"]);
  });

  it("a document made apart in a worktree that never had the agreed one is a conflict", () => {
    const first = agreeing();
    const second = { ...first, local: newStore(), worktree: "second" };
    put(second.local, spec, "# Apart\n");
    expect(outcomesIn(synced(second))).toEqual(["both-new-different: conflict"]);
  });
});

describe("identity", () => {
  const session = (uid: string, more = {}) => `${JSON.stringify({ uid, ...more }, null, 2)}\n`;
  const metadata = doc("s", "session");

  it("of a session with another uid is a collision, which touches nothing", () => {
    const sides = newSides();
    put(sides.local, metadata, session("one"));
    put(sides.local, spec, base);
    put(sides.remote, metadata, session("two"));
    put(sides.remote, plan, "# P\n");
    put(sides.local, doc("t", "spec"), base);
    const result = synced(sides);
    expect(outcomesIn(result).toSorted()).toEqual([
      "collision: left",
      "collision: left",
      "collision: left",
      "local-new: done",
    ]);
    expect([result.earned, textAt(sides.remote, spec), textAt(sides.local, plan)]).toEqual([
      false,
      null,
      null,
    ]);
  });

  it("of a project with another uid holds for all its sessions", () => {
    const sides = newSides();
    put(sides.local, doc(null, "project"), session("one"));
    put(sides.remote, doc(null, "project"), session("two"));
    put(sides.local, spec, base);
    expect(casesIn(planned(sides))).toEqual(["collision", "collision"]);
  });

  it("is the same where metadata changed and the uid did not, and where the uid is derived", () => {
    const sides = newSides();
    put(sides.local, metadata, session("one"));
    synced(sides);
    put(sides.remote, metadata, session("one", { name: "Other" }));
    expect(casesIn(planned(sides))).toEqual(["remote-edit"]);
    const old = (name: string) =>
      JSON.stringify({
        session_id: "s",
        name,
        session_type: "feature",
        is_blueprint: false,
        owner: "ada",
        status: "draft",
        created_at: "2020-01-01",
        updated_at: "2020-01-01",
      });
    const older = newSides();
    put(older.local, metadata, old("One"));
    put(older.remote, metadata, old("Two"));
    expect(casesIn(planned(older))).toEqual(["both-new-different"]);
  });

  it("of a session that was replaced by another of its name on one side is a collision", () => {
    const sides = newSides();
    put(sides.local, metadata, session("one"));
    put(sides.local, spec, base);
    synced(sides);
    put(sides.local, metadata, session("two"));
    put(sides.local, spec, ours);
    expect(casesIn(planned(sides))).toEqual(["collision", "collision"]);
  });

  it("that cannot be read is refused, unless it is known from before", () => {
    const sides = newSides();
    put(sides.local, metadata, "{");
    put(sides.remote, metadata, session("one"));
    put(sides.local, spec, base);
    expect(casesIn(planned(sides))).toEqual(["identity-unreadable", "identity-unreadable"]);
    const known = newSides();
    put(known.local, metadata, session("one"));
    put(known.local, spec, base);
    synced(known);
    put(known.local, metadata, "{");
    put(known.local, spec, ours);
    expect(casesIn(planned(known))).toEqual(["local-edit", "local-edit"]);
  });
});

describe("names from the remote", () => {
  it("that are no documents of the project are refused and shown without tricks", () => {
    const sides = newSides();
    const hostile = [
      { project: "p", session: "../../up", kind: "spec" },
      { project: "other", session: "s", kind: "spec" },
      { project: "p", session: "s", kind: "claim/../x" },
      { project: "p", session: "s\u202e", kind: "spec" },
    ] as unknown as ReadonlyArray<DocumentRef>;
    const remote = {
      ...sides.remote,
      heads: headsWith(sides.remote, (heads) => [
        ...heads,
        ...hostile.map((ref) => ({ ref, revision: "1", digest: "sha256:0", removed: false })),
      ]),
    };
    put(sides.remote, spec, base);
    const made = planned({ ...sides, remote });
    expect([casesIn(made), made.hostile.length]).toEqual([["remote-new"], 4]);
    expect(synced({ ...sides, remote }).earned).toBe(false);
    expect(textAt(sides.local, spec)).toBe(base);
  });
});

describe("somebody who is faster", () => {
  it("on the remote is met by a new look, and stops nothing else", () => {
    const sides = agreeing();
    put(sides.local, spec, ours);
    put(sides.local, plan, "# P\n");
    const remote = onceBefore(sides.remote, "commit", () => put(sides.remote, spec, theirs));
    expect(outcomesIn(synced({ ...sides, remote })).toSorted()).toEqual([
      "both-changed: done",
      "local-new: done",
    ]);
    expect(textAt(sides.remote, spec)).toBe(ours.replace("two", "two of theirs"));
  });

  it("here, between the plan and the write, keeps the edit", () => {
    const sides = agreeing();
    put(sides.remote, spec, theirs);
    const local = onceBefore(sides.local, "commit", () => put(sides.local, spec, ours));
    expect(outcomesIn(synced({ ...sides, local }))).toEqual(["both-changed: done"]);
    expect(textAt(sides.remote, spec)).toBe(ours.replace("two", "two of theirs"));
  });

  it("again and again is given up on, loudly", () => {
    const sides = agreeing();
    put(sides.local, spec, base.replace("one", "x"));
    let count = 0;
    const { store: remote } = watchedStore(sides.remote, {
      commit: (changes, operation) =>
        Effect.suspend(() => {
          count += 1;
          put(sides.remote, spec, base.replace("two", `two ${count}`));
          return sides.remote.commit(changes, operation);
        }),
    });
    const result = synced({ ...sides, remote });
    expect(result).toMatchObject({ earned: false, outcomes: [{ outcome: "changed" }] });
    expect(count).toBeLessThan(6);
  });
});

describe("a remote that fails", () => {
  const failing = (
    failure: Unavailable | Rejected | QuotaExceeded | Malformed,
    when: (key: string) => boolean,
  ) => {
    const sides = newSides();
    put(sides.local, spec, base);
    put(sides.local, plan, "# P\n");
    const watched = watchedStore(sides.remote, {
      commit: (changes, operation) =>
        changes.some(({ ref }) => when(refKey(ref)))
          ? Effect.fail(failure)
          : sides.remote.commit(changes, operation),
    });
    return { sides: { ...sides, remote: watched.store }, calls: watched.calls };
  };

  it("for one document takes the others", () => {
    const rejected = new Rejected({ store: "model", operation: "commit", message: "Too large." });
    const { sides } = failing(rejected, (key) => key === "p/s/spec");
    const result = synced(sides);
    expect(result.outcomes.map(({ outcome, message }) => [outcome, message])).toEqual([
      ["done", null],
      ["failed", "Too large."],
    ]);
    expect([result.earned, textAt(sides.remote, plan)]).toEqual([false, "# P\n"]);
    expect(Effect.runSync(keptStatus(sides.state, scope)).lastSync).toBeNull();
  });

  it("as a whole is not asked again and again", () => {
    const { sides, calls } = failing(unavailable, () => true);
    const result = synced(sides, {}, { limits: { documents: 1 } });
    expect(result.outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["failed", "unknown"]);
    expect(calls.commit).toBe(1);
  });

  it("before anything was sent fails the sync and leaves nothing", () => {
    const sides = newSides();
    const { store: remote } = watchedStore(sides.remote, { heads: () => Effect.fail(unavailable) });
    const request = { scope, direction: "both" as const };
    expect(Effect.runSync(Effect.flip(planSync({ ...sides, remote }, request)))).toBe(unavailable);
    expect(sides.files.paths()).toEqual([]);
  });

  it("to read one document hides no other", () => {
    const sides = agreeing();
    put(sides.local, spec, ours);
    put(sides.remote, spec, theirs);
    put(sides.remote, plan, "# P\n");
    const malformed = new Malformed({ store: "model", operation: "get", message: "It is torn." });
    const { store: remote } = watchedStore(sides.remote, {
      get: (refs) =>
        refs.some(({ kind }) => kind === "spec") ? Effect.fail(malformed) : sides.remote.get(refs),
    });
    const result = synced({ ...sides, remote });
    expect(result.outcomes.map((one) => [one.case, one.outcome, one.message]).toSorted()).toEqual(
      [
        ["remote-new", "done", null],
        ["unknown", "left", "It is torn."],
      ].toSorted(),
    );
    expect([result.earned, textAt(sides.local, spec)]).toEqual([false, ours]);
  });
});

describe("an answer that was lost", () => {
  const losing = (sides: ReturnType<typeof newSides>, reads: boolean): DesignStoreService => ({
    ...sides.remote,
    get: (refs) => (reads ? sides.remote.get(refs) : Effect.fail(unavailable)),
    commit: (changes, operation) =>
      Effect.andThen(Effect.result(sides.remote.commit(changes, operation)), Effect.fail(unavailable)),
  });

  it("is looked up at once", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    expect(outcomesIn(synced({ ...sides, remote: losing(sides, true) }))).toEqual(["local-new: done"]);
    expect(planned(sides).documents).toEqual([]);
  });

  it("or by the next sync, which says so and takes what arrived for its own", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    expect(outcomesIn(synced({ ...sides, remote: losing(sides, false) }))).toEqual(["local-new: unknown"]);
    expect(Effect.runSync(keptStatus(sides.state, scope)).unanswered).toEqual([spec]);
    // Edited since, in the same place: without that knowledge it would be a conflict.
    put(sides.local, spec, base.replace("one", "one more"));
    const result = synced(sides);
    expect([outcomesIn(result), result.recovered]).toEqual([["local-edit: done"], { sent: 1, arrived: 1 }]);
    expect(textAt(sides.remote, spec)).toContain("one more");
    expect(Effect.runSync(keptStatus(sides.state, scope)).unanswered).toEqual([]);
  });

  it("can be settled alone", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    synced({ ...sides, remote: losing(sides, false) });
    expect(Effect.runSync(recoverSync(sides, scope))).toEqual([{ ref: spec, arrived: true }]);
    expect(Effect.runSync(recoverSync(sides, scope))).toEqual([]);
    expect(planned(sides).documents).toEqual([]);
  });

  it("of a request that arrives much later is known as our own then", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    let arrive = () => {};
    const remote: DesignStoreService = {
      ...sides.remote,
      commit: (changes, operation) =>
        Effect.suspend(() => {
          arrive = () => void Effect.runSync(sides.remote.commit(changes, operation));
          return Effect.fail(unavailable);
        }),
    };
    expect(outcomesIn(synced({ ...sides, remote }))).toEqual(["local-new: unknown"]);
    expect(Effect.runSync(recoverSync(sides, scope))).toEqual([{ ref: spec, arrived: false }]);
    put(sides.local, spec, ours);
    arrive();
    expect(outcomesIn(synced(sides))).toEqual(["local-edit: done"]);
  });
});

describe("a remote that writes texts down in its own way", () => {
  const shouting = (inner: DesignStoreService): DesignStoreService => ({
    ...inner,
    capabilities: { ...inner.capabilities, byteExact: false },
    commit: ([first, ...rest], operation) => {
      const shout = (change: typeof first): typeof first =>
        change._tag === "Put" ? { ...change, content: change.content.toUpperCase() } : change;
      return inner.commit([shout(first), ...rest.map(shout)], operation);
    },
  });

  it("is in sync after a push, and pulled only after an edit there", () => {
    const sides = newSides();
    const shouted = { ...sides, remote: shouting(sides.remote) };
    put(sides.local, spec, base);
    synced(shouted);
    expect(planned(shouted, { fresh: true }).documents).toEqual([]);
    put(sides.remote, spec, "# NEW\n");
    expect(outcomesIn(synced(shouted))).toEqual(["remote-edit: done"]);
  });
});

describe("requests", () => {
  it("of an unchanged push of 200 sessions are at most two, and a first push is batched", () => {
    const sides = newSides();
    for (let session = 0; session < 200; session += 1)
      for (const kind of ["intent", "spec", "plan", "state"] as const)
        put(sides.local, doc(`s${session}`, kind), kind === "state" ? "{}\n" : `# ${kind} ${session}\n`);
    const { store: remote, calls } = watchedStore(sides.remote);
    expect(synced({ ...sides, remote }, { direction: "push" }).earned).toBe(true);
    expect(calls).toEqual({ get: 0, heads: 1, commit: 8 });
    const unchanged = watchedStore(sides.remote);
    expect(synced({ ...sides, remote: unchanged.store }, { direction: "push" }).earned).toBe(true);
    expect(unchanged.calls).toEqual({ get: 0, heads: 1, commit: 0 });
  });

  it("carry no more than the limits, and one document where a store takes no more", () => {
    const sides = newSides();
    for (let session = 0; session < 10; session += 1) put(sides.local, doc(`s${session}`, "spec"), base);
    const sizes: Array<number> = [];
    const spied = (atomicCommit: boolean): DesignStoreService => ({
      ...sides.remote,
      capabilities: { ...sides.remote.capabilities, atomicCommit },
      commit: (changes, operation) => {
        sizes.push(changes.length);
        return sides.remote.commit(changes, operation);
      },
    });
    synced({ ...sides, remote: spied(true) }, {}, { limits: { documents: 4, size: 3 * base.length } });
    expect(sizes).toEqual([3, 3, 3, 1]);
    sizes.length = 0;
    for (let session = 0; session < 3; session += 1) put(sides.local, doc(`s${session}`, "spec"), ours);
    synced({ ...sides, remote: spied(false) });
    expect(sizes).toEqual([1, 1, 1]);
  });

  it("list all anew where the remote no longer takes the cursor", () => {
    const sides = agreeing();
    const remote = Effect.runSync(makeMemory);
    put(remote, plan, "# P\n");
    const rejecting: DesignStoreService = {
      ...remote,
      heads: (asked, since) =>
        since === undefined
          ? remote.heads(asked)
          : Effect.fail(new Rejected({ store: "model", operation: "heads", message: "Too old." })),
    };
    expect(casesIn(planned({ ...sides, remote: rejecting }))).toEqual(["remote-new", "remote-missing"]);
  });
});

describe("what was done", () => {
  it("is in the log, and last sync is recorded only when it was earned", () => {
    const sides = agreeing();
    put(sides.local, spec, ours);
    put(sides.remote, spec, theirs);
    const before = Effect.runSync(syncStatus(sides, scope));
    expect(before).toMatchObject({ lastSync: { direction: "both" }, conflicts: [], unanswered: [] });
    expect(casesIn(before.plan)).toEqual(["both-changed"]);
    synced(sides);
    expect(
      Effect.runSync(syncLog(sides.state)).map(({ documents, earned }) => [documents[0]?.case, earned]),
    ).toEqual([
      ["local-new", true],
      ["both-changed", true],
    ]);
  });

  it("waits for another process, and says who holds the lock", () => {
    const sides = newSides();
    const other = { ...sides, state: { ...sides.state, identity: aliveProcess(2) } };
    put(sides.local, spec, base);
    let failure: unknown;
    const remote = onceBefore(sides.remote, "commit", () => {
      failure = Effect.runSync(Effect.flip(applySync(other, planned(other))));
    });
    synced({ ...sides, remote });
    expect(failure).toMatchObject({ _tag: "LockBusy", holder: { pid: 1 } });
    expect(memoryFiles().paths()).toEqual([]);
  });
});

describe("what is known without asking the remote", () => {
  const sightOf = (sides: ReturnType<typeof newSides>) => {
    const { heads } = Effect.runSync(sides.local.heads(scope));
    const { ahead, behind, conflicts } = Effect.runSync(keptSight(sides, scope, heads));
    return { ahead, behind, conflicts: conflicts.length };
  };

  const apartOf = (sides: ReturnType<typeof newSides>) => {
    const { heads } = Effect.runSync(sides.local.heads(scope));
    return Effect.runSync(keptSight(sides, scope, heads)).apart.map(({ ref, side }) => [ref.kind, side]);
  };

  it("names each document that was edited here, or was seen there and waits", () => {
    const sides = agreeing();
    expect(apartOf(sides)).toEqual([]);
    put(sides.local, plan, "# P\n");
    expect(apartOf(sides)).toEqual([["plan", "ahead"]]);
    put(sides.remote, spec, theirs);
    synced(sides, { direction: "push" });
    expect(apartOf(sides)).toEqual([["spec", "behind"]]);
    put(sides.local, spec, ours);
    expect(apartOf(sides)).toEqual([["spec", "both-changed"]]);
  });

  it("counts nothing before the first sync", () => {
    const sides = newSides();
    put(sides.local, spec, base);
    expect(sightOf(sides)).toEqual({ ahead: 0, behind: 0, conflicts: 0 });
  });

  it("counts what was edited here, and what was seen there and waits", () => {
    const sides = agreeing();
    expect(sightOf(sides)).toEqual({ ahead: 0, behind: 0, conflicts: 0 });
    put(sides.local, plan, "# P\n");
    put(sides.remote, spec, theirs);
    expect(sightOf(sides)).toEqual({ ahead: 1, behind: 0, conflicts: 0 });
    synced(sides, { direction: "push" });
    expect(sightOf(sides)).toEqual({ ahead: 0, behind: 1, conflicts: 0 });
    put(sides.local, spec, ours);
    expect(sightOf(sides)).toEqual({ ahead: 1, behind: 1, conflicts: 0 });
  });

  it("counts conflicts that were kept", () => {
    const sides = agreeing();
    put(sides.local, spec, base.replace("one", "1"));
    put(sides.remote, spec, base.replace("one", "eins"));
    synced(sides);
    expect(sightOf(sides)).toEqual({ ahead: 0, behind: 0, conflicts: 1 });
  });
});

describe("an edit in a worktree that was never synced", () => {
  const apart = (changes: Partial<SyncSides>) => {
    const sides = agreeing();
    put(sides.remote, spec, theirs);
    synced(sides);
    const tree = { ...sides, local: newStore(), worktree: "tree", ...changes };
    put(tree.local, spec, ours);
    return tree;
  };

  it("is merged with what came after the text that git has of it", () => {
    const asked: Array<boolean> = [];
    const tree = apart({
      earlier: (_ref, isEnough) =>
        Effect.sync(() =>
          asked.push(...["# Other\n", base.replaceAll("\n", "\r\n"), "# Older\n"].map(isEnough)),
        ),
    });
    expect(outcomesIn(synced(tree))).toEqual(["both-changed: done"]);
    expect(textAt(tree.remote, spec)).toBe(ours.replace("two", "two of theirs"));
    expect(asked.slice(0, 2)).toEqual([false, true]);
  });

  it("is a conflict where nothing tells what it was made from", () => {
    expect(outcomesIn(synced(apart({})))).toEqual(["both-new-different: conflict"]);
    const silent = apart({ earlier: () => Effect.void });
    expect(outcomesIn(synced(silent))).toEqual(["both-new-different: conflict"]);
  });

  it("is asked about once", () => {
    let times = 0;
    const earlier = () =>
      Effect.sync(() => {
        times += 1;
      });
    const sides = { ...agreeing(), earlier };
    put(sides.local, spec, ours);
    planned(sides);
    expect(times).toBe(0);
    planned(apart({ earlier }));
    expect(times).toBe(1);
  });
});

describe("progress", () => {
  it("is told after each commit, up to all that is to be written", () => {
    const sides = newSides();
    for (const session of ["a", "b", "c"]) put(sides.local, doc(session, "spec"), base);
    put(sides.remote, plan, "# P\n");
    const told: Array<string> = [];
    const onProgress = ({ written, of }: { written: number; of: number }): number =>
      told.push(`${written}/${of}`);
    synced(sides, {}, { limits: { documents: 2 }, onProgress });
    expect(told).toEqual(["1/4", "3/4", "4/4"]);
    synced(sides, {}, { onProgress });
    expect(told).toHaveLength(3);
  });
});
