import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { forestOf } from "../src/SessionForest.ts";

const of = (id: string, parent: string | null = null) => ({ id, parent });

it("puts a parent in the middle of its children, in a column before them", () => {
  const { placed, rows, depth } = forestOf([of("b", "root"), of("a", "root"), of("c", "root"), of("root")]);
  expect(placed).toEqual([
    { id: "root", depth: 0, row: 1, parent: null },
    { id: "a", depth: 1, row: 0, parent: "root" },
    { id: "b", depth: 1, row: 1, parent: "root" },
    { id: "c", depth: 1, row: 2, parent: "root" },
  ]);
  expect({ rows, depth }).toEqual({ rows: 3, depth: 1 });
});

it("puts the parent of very many beside the first", () => {
  const children = Array.from({ length: 41 }, (_, at) => of(`s${at}`, "root"));
  expect(forestOf([of("root"), ...children]).placed[0]).toMatchObject({ id: "root", row: 0 });
});

it("takes a session whose parent is not there for a root", () => {
  expect(forestOf([of("a", "gone")]).placed).toEqual([{ id: "a", depth: 0, row: 0, parent: null }]);
});

it("places every session once, each in a place of its own, also where parents run in a circle", () => {
  const names = fc.constantFrom(..."abcdefgh");
  const sessions = fc.uniqueArray(
    fc.record({ id: names, parent: fc.option(fc.oneof(names, fc.constant("gone"))) }),
    { selector: (one) => one.id },
  );
  fc.assert(
    fc.property(sessions, (all) => {
      const { placed } = forestOf(all);
      expect(placed.map((one) => one.id).sort()).toEqual(all.map((one) => one.id).sort());
      expect(new Set(placed.map((one) => `${one.depth} ${one.row}`)).size).toBe(all.length);
    }),
  );
});

it("walks a line of ten thousand", () => {
  const line = Array.from({ length: 10_000 }, (_, at) => of(`s${at}`, at === 0 ? null : `s${at - 1}`));
  expect(forestOf(line)).toMatchObject({ rows: 1, depth: 9_999 });
});
