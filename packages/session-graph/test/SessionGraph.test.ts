import type { SessionMetadata } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { SessionGraph, type SessionNode } from "../src/SessionGraph.ts";

const node = (id: string, parent: string | null, more: Partial<SessionMetadata> = {}): SessionNode => ({
  id,
  problems: [],
  metadata: {
    session_id: id,
    name: id,
    session_type: parent === null ? "blueprint" : "feature",
    description: null,
    is_blueprint: parent === null,
    parent_session: parent,
    related_sessions: [],
    owner: "ada",
    collaborators: [],
    tags: [],
    status: "draft",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    ...more,
  },
});

const unreadable = (id: string): SessionNode => ({
  id,
  metadata: null,
  problems: ["Its metadata cannot be read."],
});

const ids = (nodes: ReadonlyArray<SessionNode>) => nodes.map((one) => one.id);

//  root ── cart ── voucher
//    └──── bank
const family = new SessionGraph([
  node("root", null),
  node("cart", "root"),
  node("bank", "root"),
  node("voucher", "cart"),
]);

describe("lineage", () => {
  it("runs from the parent up to the root", () => {
    expect(family.ancestorsOf("voucher")).toEqual(["cart", "root"]);
    expect(family.ancestorsOf("root")).toEqual([]);
    expect(family.parentOf("voucher")).toBe("cart");
    expect(family.parentOf("root")).toBeNull();
  });

  it("runs down to all descendants, nearest first", () => {
    expect(family.descendantsOf("root")).toEqual(["bank", "cart", "voucher"]);
    expect(family.childrenOf("root")).toEqual(["bank", "cart"]);
    expect(family.descendantsOf("voucher")).toEqual([]);
  });

  it("says nothing of a session that is not there", () => {
    for (const id of ["gone", "__proto__", ""]) {
      expect(family.get(id)).toBeUndefined();
      expect(family.parentOf(id)).toBeNull();
      expect(family.ancestorsOf(id)).toEqual([]);
      expect(family.descendantsOf(id)).toEqual([]);
      expect(family.isOrphan(id)).toBe(false);
    }
  });
});

describe("a circle", () => {
  const circle = new SessionGraph([
    node("a", "c"),
    node("b", "a"),
    node("c", "b"),
    node("d", "a"),
    node("e", "e"),
  ]);

  it("is walked once, up and down", () => {
    expect(circle.ancestorsOf("a")).toEqual(["c", "b"]);
    expect(circle.descendantsOf("a")).toEqual(["b", "d", "c"]);
    expect(circle.ancestorsOf("d")).toEqual(["a", "c", "b"]);
  });

  it("of one session has neither ancestors nor descendants", () => {
    expect(circle.ancestorsOf("e")).toEqual([]);
    expect(circle.descendantsOf("e")).toEqual([]);
  });

  it("has no orphans", () => {
    expect(circle.orphans).toEqual([]);
  });
});

describe("orphans", () => {
  const graph = new SessionGraph([
    node("root", null),
    node("lost", "gone"),
    node("child", "lost"),
    unreadable("x"),
  ]);

  it("are sessions whose parent is not there; their children are not", () => {
    expect(graph.orphans).toEqual(["lost"]);
    expect([graph.isOrphan("lost"), graph.isOrphan("child"), graph.isOrphan("x")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("end the line, and the missing parent still knows its children", () => {
    expect(graph.ancestorsOf("child")).toEqual(["lost"]);
    expect(graph.childrenOf("gone")).toEqual(["lost"]);
  });
});

describe("a session without readable metadata", () => {
  const graph = new SessionGraph([unreadable("b"), node("root", null), unreadable("a"), node("c", "a")]);

  it("is a node like any other, with its problem", () => {
    expect(graph.get("a")?.problems).toEqual(["Its metadata cannot be read."]);
    expect(graph.isOrphan("c")).toBe(false);
    expect(graph.ancestorsOf("c")).toEqual(["a"]);
  });

  it("comes last, by id", () => {
    expect(ids(graph.sessions)).toEqual(["c", "root", "a", "b"]);
  });

  it("passes no filter but the empty one", () => {
    expect(ids(graph.filter({}))).toEqual(["c", "root", "a", "b"]);
    expect(graph.filter({ status: "draft" }).some((one) => one.metadata === null)).toBe(false);
  });
});

describe("the order of sessions", () => {
  it("is newest first, then by id, whatever order they came in", () => {
    const nodes = [
      node("b", null, { created_at: "2026-01-02T00:00:00Z" }),
      node("a", null, { created_at: "2026-01-02T00:00:00Z" }),
      node("new", null, { created_at: "2026-03-01T00:00:00Z" }),
      node("old", null, { created_at: "2025-12-31T00:00:00Z" }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(nodes, { minLength: nodes.length }), (shuffled) => {
        expect(ids(new SessionGraph(shuffled).sessions)).toEqual(["new", "a", "b", "old"]);
      }),
    );
  });
});

describe("filters", () => {
  const graph = new SessionGraph([
    node("root", null),
    node("a", "root", { status: "review", tags: ["web", "pay"], owner: "ben" }),
    node("b", "root", { session_type: "exploratory", tags: ["web"] }),
  ]);

  it.each([
    [{}, ["a", "b", "root"]],
    [{ type: "blueprint" }, ["root"]],
    [{ type: "exploratory" }, ["b"]],
    [{ status: "review" }, ["a"]],
    [{ owner: "ada" }, ["b", "root"]],
    [{ tag: "web" }, ["a", "b"]],
    [{ tag: "we" }, []],
    [{ tag: "web", owner: "ben" }, ["a"]],
    [{ type: "feature", status: "draft" }, []],
  ] as const)("%j leave %j", (filter, found) => {
    expect(ids(graph.filter(filter))).toEqual(found);
  });
});

describe("statistics", () => {
  it("count types, orphans and what has no metadata", () => {
    const graph = new SessionGraph([
      node("root", null),
      node("a", "root"),
      node("b", "gone"),
      node("c", "root", { session_type: "exploratory" }),
      unreadable("d"),
    ]);
    expect(graph.statistics).toEqual({
      total: 5,
      blueprint: 1,
      feature: 2,
      exploratory: 1,
      orphaned: 1,
      withoutMetadata: 1,
    });
  });

  it("are all zero of nothing", () => {
    expect(Object.values(new SessionGraph([]).statistics)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

it("agrees up and down on any graph, circles and missing parents included", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const parents = fc.array(fc.constantFrom<string | null>(...names, "gone", null), {
    minLength: 6,
    maxLength: 6,
  });
  fc.assert(
    fc.property(parents, (chosen) => {
      const graph = new SessionGraph(names.map((name, index) => node(name, chosen[index] ?? null)));
      for (const upper of names) {
        const below = graph.descendantsOf(upper);
        expect(new Set(below).size).toBe(below.length);
        expect(below).not.toContain(upper);
        for (const lower of names) {
          expect([upper, lower, below.includes(lower)]).toEqual([
            upper,
            lower,
            graph.ancestorsOf(lower).includes(upper),
          ]);
        }
      }
    }),
  );
});
