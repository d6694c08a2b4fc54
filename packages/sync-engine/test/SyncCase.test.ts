import { describe, expect, it } from "@jest/globals";
import { asksForMerge, belongsTo, casesOf, type SyncFacts, syncCases } from "../src/SyncCase.ts";

type Lists = { readonly [K in keyof SyncFacts]: ReadonlyArray<SyncFacts[K]> };

const product = (lists: Lists): ReadonlyArray<SyncFacts> =>
  Object.entries(lists).reduce<ReadonlyArray<object>>(
    (rows, [key, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value }))),
    [{}],
  ) as ReadonlyArray<SyncFacts>;

const everything = product({
  name: ["safe", "hostile"],
  identity: ["same", "other", "unreadable"],
  base: ["none", "removed", "present"],
  local: ["absent", "base", "earlier", "new"],
  remote: ["unknown", "absent", "removed", "base", "earlier", "new"],
  equal: [true, false],
  merge: ["clean", "apart"],
  wish: ["none", "removed", "restore", "revert"],
});

const isThere = (side: SyncFacts["remote"] | SyncFacts["local"]): boolean =>
  side === "base" || side === "earlier" || side === "new";

/** A text can be the agreed one only where one was agreed on, and an earlier one only after some agreement. */
const canBe = ({ base, local, remote, equal }: SyncFacts): boolean => {
  if (equal && !(isThere(local) && isThere(remote))) return false;
  if (base === "none" && [local, remote].some((side) => side === "base" || side === "earlier")) return false;
  return !(base === "removed" && [local, remote].includes("base"));
};

const possible = everything.filter(canBe);
const show = (facts: SyncFacts): string => JSON.stringify(facts);

describe("the cases of sync", () => {
  it("answer everything that can be, each with exactly one case", () => {
    expect(possible.length).toBeGreaterThan(2_000);
    const wrong = possible.filter((facts) => casesOf(facts).length !== 1);
    expect(wrong.map((facts) => [show(facts), casesOf(facts).map(({ name }) => name)])).toEqual([]);
  });

  it("are all reached", () => {
    const reached = new Set(possible.flatMap((facts) => casesOf(facts).map(({ name }) => name)));
    expect(syncCases.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  it("have names, and sentences that end", () => {
    expect(new Set(syncCases.map(({ name }) => name)).size).toBe(syncCases.length);
    for (const { name, because } of syncCases) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(because).toMatch(/^[A-Z].*\.$/);
    }
  });

  const actionsOf = (holds: (facts: SyncFacts) => boolean): ReadonlySet<string> =>
    new Set(possible.filter(holds).flatMap((facts) => casesOf(facts).map(({ does }) => does)));
  const safe = ({ name, identity }: SyncFacts): boolean => name === "safe" && identity === "same";

  it("never write where the name, the identity or the remote is in doubt", () => {
    expect(actionsOf((facts) => !safe(facts))).toEqual(new Set(["refuse"]));
    expect(actionsOf((facts) => safe(facts) && facts.remote === "unknown")).toEqual(new Set(["nothing"]));
  });

  it("never remove for an absence that nobody named", () => {
    const removing = (facts: SyncFacts): boolean =>
      casesOf(facts).some(({ does }) => does === "remove-local" || does === "remove-remote");
    const unproved = possible.filter(
      (facts) =>
        removing(facts) && facts.remote !== "removed" && facts.wish !== "removed" && facts.base !== "removed",
    );
    expect(unproved.map(show)).toEqual([]);
  });

  it("never remove or replace a text that was edited, except by a merge", () => {
    expect(actionsOf((facts) => safe(facts) && facts.local === "new" && !facts.equal)).toEqual(
      new Set(["nothing", "push", "merge", "conflict"]),
    );
    const overwritesEdit = possible.filter(
      (facts) =>
        (facts.remote === "new" || facts.remote === "earlier") &&
        casesOf(facts).some(({ does }) => does === "push" || does === "remove-remote"),
    );
    expect(overwritesEdit.map(show)).toEqual([]);
  });

  it("never push an earlier text unless its return is wanted", () => {
    const pushed = possible.filter(
      (facts) =>
        facts.local === "earlier" &&
        facts.wish !== "revert" &&
        casesOf(facts).some(({ does }) => does === "push" || does === "merge"),
    );
    expect(pushed.map(show)).toEqual([]);
  });

  it("ask for a merge exactly where the answer hangs on it", () => {
    const name = (facts: SyncFacts, merge: SyncFacts["merge"]) => casesOf({ ...facts, merge })[0]?.name;
    for (const facts of possible)
      expect([show(facts), asksForMerge(facts)]).toEqual([
        show(facts),
        name(facts, "clean") !== name(facts, "apart"),
      ]);
  });
});

it("a direction writes one side only", () => {
  const actions = [...new Set(syncCases.map(({ does }) => does))];
  const held = (direction: "push" | "pull" | "both") =>
    actions.filter((action) => !belongsTo(action, direction)).sort();
  expect(held("both")).toEqual([]);
  expect(held("push")).toEqual(["merge", "pull", "remove-local"]);
  expect(held("pull")).toEqual(["push", "remove-remote"]);
});
