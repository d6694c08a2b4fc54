import type { FileStat } from "@idse/durable-files";
import { digestOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { HeadRows, type Row } from "../src/HeadRows.ts";
import { revisionOf } from "../src/WorkingTree.ts";

const statOf = (size: number): FileStat => ({
  kind: "file",
  size,
  mtimeNs: 1_790_000_000_123_456_789n,
  ctimeNs: 1_790_000_000_123_456_790n,
  ino: 2n ** 62n + 1n,
  mode: 0o644,
});

const rowOf = (key: string, text: string): Row => {
  const digest = digestOf(text);
  return { key, stat: statOf(text.length), digest, revision: revisionOf(text, digest) };
};

const rows = [
  rowOf("checkout/spec", "one\n"),
  rowOf("/project", "two\r\n"),
  rowOf("設計/claim/c1", "three\n"),
];
const bytes = HeadRows.encode(undefined, [], rows);

const contentOf = (list: HeadRows | undefined) =>
  list?.keys.map((key) => ({ key, ...list.head(list.numberOf(key) ?? -1) }));
const wanted = (list: ReadonlyArray<Row>) =>
  list.map(({ key, digest, revision }) => ({ key, digest, revision }));

describe("a list of known heads", () => {
  it("comes back from its bytes, wherever in memory they lie", () => {
    expect(contentOf(HeadRows.decode(bytes))).toEqual(wanted(rows));
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(contentOf(HeadRows.decode(shifted.subarray(1)))).toEqual(wanted(rows));
  });

  it("keeps rows of an older list beside new ones", () => {
    const added = rowOf("checkout/plan", "four\n");
    const list = HeadRows.decode(HeadRows.encode(HeadRows.decode(bytes), [2, 1], [added]));
    expect(contentOf(list)).toEqual(wanted([rows[2], rows[1], added].flatMap((row) => row ?? [])));
    expect(list?.isSame(0, statOf("three\n".length))).toBe(true);
  });

  it("finds a key in any order, and none that it does not hold", () => {
    const list = HeadRows.decode(bytes);
    const asked = ["設計/claim/c1", "checkout/spec", "checkout/plan", "/project", "/project"];
    expect(asked.map((key) => list?.numberOf(key))).toEqual([2, 0, undefined, 1, 1]);
  });

  it("knows a file by everything that may betray a change", () => {
    const list = HeadRows.decode(bytes);
    const same = statOf("one\n".length);
    const others = {
      size: { ...same, size: same.size + 1 },
      mtime: { ...same, mtimeNs: same.mtimeNs + 1n },
      ctime: { ...same, ctimeNs: same.ctimeNs + 1n },
      inode: { ...same, ino: same.ino + 1n },
    };
    expect(list?.isSame(0, same)).toBe(true);
    for (const [what, other] of Object.entries(others))
      expect([what, list?.isSame(0, other)]).toEqual([what, false]);
  });

  it("is not taken from bytes that are cut, damaged or of another version, at any place", () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect([length, HeadRows.decode(bytes.subarray(0, length))]).toEqual([length, undefined]);
    for (let place = 0; place < bytes.length; place += 1) {
      const damaged = new Uint8Array(bytes);
      damaged[place] = (damaged[place] ?? 0) ^ 1;
      expect([place, HeadRows.decode(damaged)]).toEqual([place, undefined]);
    }
  });
});
