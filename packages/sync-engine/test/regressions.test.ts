/** The smallest programs that once broke the engine, each with what it taught. */
import type { DesignStoreService } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { keptSight } from "../src/index.ts";
import { newSides, newStore, outcomesIn, put, scope, spec, synced, textAt } from "./fixtures.ts";
import type { Command, Faults } from "./model/commands.ts";
import { Killed } from "./model/memoryFiles.ts";
import { emptyTally, memoryGround, World } from "./model/World.ts";

const sync = (client: number, faults: Partial<Faults> | null = null, fresh = false): Command => ({
  _tag: "Sync",
  client,
  direction: "both",
  clock: 0,
  fresh,
  alone: false,
  faults: faults && {
    crashAtFile: null,
    crashAtCall: null,
    loseAt: null,
    dropAt: null,
    lateAt: null,
    twice: false,
    partial: null,
    shuffled: false,
    meanwhile: null,
    ...faults,
  },
});
const edit = (client: number): Command => ({ _tag: "Edit", client, doc: 0, kind: "insert", at: 0 });
const human = (kind: "insert" | "remove"): Command => ({ _tag: "Human", doc: 0, kind, at: 0 });
const create = (client: number): Command => ({ _tag: "Create", client, doc: 0, which: 0 });
const lose = (client: number): Command => ({ _tag: "Lose", client, doc: 0 });
const remove = (client: number): Command => ({ _tag: "Remove", client, doc: 0 });
const revert = (client: number): Command => ({ _tag: "Revert", client, doc: 0, to: 0 });
const resolve = (client: number): Command => ({ _tag: "Resolve", client, doc: 0, how: "ours" });

const taught: Readonly<Record<string, readonly [ReadonlyArray<number>, ReadonlyArray<Command>]>> = {
  "a text made in a worktree that never had the agreed one is not an edit of it": [
    [0, 0],
    [human("insert"), sync(1, { crashAtCall: { at: 4, after: false } }), create(0), sync(0, { lateAt: 0 })],
  ],
  "a push that is refused twice looks at the whole remote": [
    [0, 1],
    [human("insert"), sync(0, { partial: 0 }), edit(0), sync(0), sync(0, { crashAtFile: 0, loseAt: 0 })],
  ],
  "a conflict that ends without a decision leaves its texts in the trash": [
    [0, 1],
    [human("insert"), edit(0), sync(0), lose(0), sync(0, {})],
  ],
  "a conflict is over when the document is gone on both sides": [
    [0, 1],
    [human("insert"), create(0), sync(0), remove(0), human("remove"), sync(0, { dropAt: 0 })],
  ],
  "a revert does not go behind what its worktree never had": [
    [0, 0],
    [sync(1, { partial: 1, meanwhile: { at: 0, command: human("insert") } }), sync(0), revert(1), edit(0)],
  ],
  "a decision in one worktree keeps what another had in conflict": [
    [0, 0],
    [human("insert"), sync(1, { meanwhile: { at: 0, command: edit(1) } }), lose(1), resolve(0), revert(0)],
  ],
  "a removal between the two halves of a whole listing is not missed": [
    [0, 1],
    [
      human("insert"),
      sync(0, { loseAt: 2, dropAt: 2, partial: 1 }),
      sync(0, { dropAt: 2, meanwhile: { at: 2, command: human("remove") } }, true),
    ],
  ],
  "a removal is not missed by who was killed in his first pull": [
    [0, 1],
    [
      edit(0),
      sync(1, { crashAtCall: { at: 3, after: true }, meanwhile: { at: 0, command: sync(0) } }),
      remove(0),
      sync(0),
    ],
  ],
};

describe("programs that broke the engine once", () => {
  it.each(Object.entries(taught))("%s", (_, [clones, commands]) => {
    const tally = emptyTally();
    new World(clones, memoryGround(), tally).run({ clones, docs: 1, commands });
    expect(tally.runs).toBe(1);
  });
});

describe("a pull that was killed after it wrote here, before the ledger knew", () => {
  const base = "# A\n\none\n\n## B\n\ntwo\n";
  const headed = (text: string, ...words: ReadonlyArray<string>): string =>
    text.replace("# A\n", `# A\n\n${words.join("\n\n")}\n`);
  const dying = (local: DesignStoreService): DesignStoreService => ({
    ...local,
    commit: (changes, operation) =>
      Effect.map(local.commit(changes, operation), () => {
        throw new Killed();
      }),
  });
  const killedPull = (edit: (text: string) => string) => {
    const sides = newSides();
    put(sides.local, spec, base);
    synced(sides);
    put(sides.remote, spec, headed(base, "first"));
    put(sides.local, spec, edit(base));
    expect(() => synced({ ...sides, local: dying(sides.local) }, { direction: "pull" })).toThrow(Killed);
    return {
      ...sides,
      state: { ...sides.state, identity: { ...sides.state.identity, isAlive: () => false } },
    };
  };

  it("is no edit of our own when the remote goes on in the same place", () => {
    const sides = killedPull((text) => text);
    const local = Effect.runSync(sides.local.heads(scope)).heads;
    expect(Effect.runSync(keptSight(sides, scope, local))).toMatchObject({ ahead: 0, behind: 0 });
    put(sides.remote, spec, headed(base, "second", "first"));
    expect(outcomesIn(synced(sides))).toEqual(["remote-edit: done"]);
    expect(textAt(sides.local, spec)).toBe(headed(base, "second", "first"));
  });

  it("has merged, and only our own edit is ours afterwards", () => {
    const sides = killedPull((text) => `${text}\nours\n`);
    put(sides.remote, spec, headed(base, "second", "first"));
    expect(outcomesIn(synced(sides))).toEqual(["both-changed: done"]);
    expect(textAt(sides.remote, spec)).toBe(`${headed(base, "second", "first")}\nours\n`);
  });

  it("is an edit of our own where somebody wrote here since", () => {
    const sides = killedPull((text) => text);
    put(sides.local, spec, headed(base, "another", "first"));
    put(sides.remote, spec, headed(base, "second", "first"));
    expect(outcomesIn(synced(sides))).toEqual(["both-changed-apart: conflict"]);
  });

  it("is over once the document was agreed on", () => {
    const sides = killedPull((text) => text);
    put(sides.local, spec, base);
    put(sides.remote, spec, headed(base, "second"));
    synced(sides);
    put(sides.local, spec, headed(base, "first"));
    expect(outcomesIn(synced(sides))).toEqual(["local-edit: done"]);
  });

  it("waits for a sync that looks at the document", () => {
    const sides = killedPull((text) => text);
    synced(sides, { scope: { ...scope, sessions: ["another"] } });
    put(sides.remote, spec, headed(base, "second", "first"));
    expect(outcomesIn(synced(sides))).toEqual(["remote-edit: done"]);
  });

  it("waits for its own worktree, whatever another one agrees on meanwhile", () => {
    const sides = killedPull((text) => `${text}\nours\n`);
    const second = { ...sides, local: newStore(), worktree: "second" };
    put(sides.remote, spec, headed(base, "second", "first"));
    synced(second);
    put(second.local, spec, headed(base, "third", "second", "first"));
    synced(second);
    expect(outcomesIn(synced(sides))).toEqual(["both-changed: done"]);
    expect(textAt(sides.local, spec)).toBe(`${headed(base, "third", "second", "first")}\nours\n`);
  });

  it("takes nothing from what another worktree saw of the remote since", () => {
    const sides = killedPull((text) => text);
    put(sides.remote, spec, headed(base, "second", "first"));
    synced({ ...sides, local: newStore(), worktree: "second" }, { direction: "push" });
    expect(outcomesIn(synced(sides))).toEqual(["remote-edit: done"]);
    expect(textAt(sides.local, spec)).toBe(headed(base, "second", "first"));
  });
});
