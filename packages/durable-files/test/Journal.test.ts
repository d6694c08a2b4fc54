import { describe, expect, it } from "@jest/globals";
import {
  commitFiles,
  type FileChange,
  type FilePrimitivesService,
  isRecoveryDue,
  recoverFiles,
} from "../src/index.ts";
import {
  bytesOf,
  faultyFiles,
  killedFiles,
  type MemoryFiles,
  memoryFiles,
  operationsOf,
  outcomeOf,
  upTo,
  watched,
} from "./memoryFiles.ts";

const journal = "/repo/.local/journal";

const before = (): MemoryFiles => {
  const files = memoryFiles();
  files.write("/repo/a.md", "a old");
  files.write("/repo/b.md", "b old", 0o600);
  files.write("/repo/sub/c.md", "c old");
  files.write("/repo/other.md", "other");
  return files;
};

const changes: ReadonlyArray<FileChange> = [
  { path: "/repo/a.md", bytes: bytesOf("a new") },
  { path: "/repo/fresh/deep/d.md", bytes: bytesOf("d new") },
  { path: "/repo/b.md", bytes: null },
  { path: "/repo/sub/c.md", bytes: bytesOf("c new") },
  { path: "/repo/missing.md", bytes: null },
];

const old = {
  "/repo/a.md": "a old",
  "/repo/b.md": "b old",
  "/repo/other.md": "other",
  "/repo/sub/c.md": "c old",
};
const fresh = {
  "/repo/a.md": "a new",
  "/repo/fresh/deep/d.md": "d new",
  "/repo/other.md": "other",
  "/repo/sub/c.md": "c new",
};

const commit = (files: FilePrimitivesService) => commitFiles(files, journal, changes);
const recover = (files: FilePrimitivesService) => recoverFiles(files, journal);
const total = operationsOf(before(), commit);

const documentsOf = (files: MemoryFiles) =>
  Object.fromEntries(Object.entries(files.texts()).filter(([path]) => !path.startsWith(journal)));
const leftOf = (files: MemoryFiles) => Object.keys(files.texts()).filter((path) => path.startsWith(journal));

const stateOf = (files: MemoryFiles): "old" | "new" | "torn" => {
  const documents = JSON.stringify(documentsOf(files));
  if (documents === JSON.stringify(old)) return "old";
  return documents === JSON.stringify(fresh) ? "new" : "torn";
};

describe("commitFiles", () => {
  it("writes, makes and removes, and leaves no journal", () => {
    const files = before();
    commit(files);
    expect(documentsOf(files)).toEqual(fresh);
    expect(leftOf(files)).toEqual([]);
    expect(isRecoveryDue(files, journal)).toBe(false);
  });

  it.each(["ENOSPC", "EACCES"])("undoes everything when any operation fails with %s", (code) => {
    const outcomes = new Set<string>();
    for (const failAt of upTo(total)) {
      const files = before();
      const outcome = outcomeOf(() => commit(faultyFiles(files, { failAt, code })));
      expect([failAt, stateOf(files)]).toEqual([failAt, outcome === "done" ? "new" : "old"]);
      expect(files.stat("/repo/b.md")?.mode ?? 0o600).toBe(0o600);
      recover(files);
      expect(stateOf(files)).toBe(outcome === "done" ? "new" : "old");
      expect(leftOf(files)).toEqual([]);
      outcomes.add(outcome);
    }
    expect(outcomes).toContain("failed");
  });

  it("is whole after the next recovery when even undoing fails", () => {
    for (const failAt of upTo(total)) {
      const files = before();
      const outcome = outcomeOf(() => commit(faultyFiles(files, { failAt, code: "EIO", forGood: true })));
      recover(files);
      expect([failAt, stateOf(files)]).not.toEqual([failAt, "torn"]);
      if (outcome === "done") expect(stateOf(files)).toBe("new");
      expect(leftOf(files)).toEqual([]);
    }
  });

  it("leaves an editor's save alone in a file that it did not come to", () => {
    const files = before();
    const failing = watched(files, (_, operation, path) => {
      if (operation !== "rename" || !path.endsWith("/0.new")) return;
      files.write("/repo/sub/c.md", "c edited");
      faultyFiles(files, { failAt: 1, code: "EIO" }).stat(path);
    });
    expect(outcomeOf(() => commit(failing))).toBe("failed");
    expect(documentsOf(files)).toEqual({ ...old, "/repo/sub/c.md": "c edited" });
  });

  it("copies what it replaces where there are no hard links", () => {
    const files = before();
    const linkless = watched(files, (count, operation, path) => {
      if (operation === "link") faultyFiles(files, { failAt: 1, code: "EPERM" }).stat(path);
      if (operation === "rename" && path.endsWith("3.new"))
        faultyFiles(files, { failAt: 1, code: "EIO" }).stat(path);
      return count;
    });
    expect(outcomeOf(() => commit(linkless))).toBe("failed");
    expect(stateOf(files)).toBe("old");
  });
});

describe("recoverFiles", () => {
  it("has nothing to do where nothing was begun", () => {
    expect(recover(before())).toEqual({ finished: 0, undone: 0, discarded: 0 });
  });

  it("makes old or new of a process that was killed at any operation", () => {
    const seen = new Set<string>();
    for (const killAt of upTo(total)) {
      const files = before();
      expect(outcomeOf(() => commit(killedFiles(files, killAt)))).toBe("killed");
      const due = isRecoveryDue(files, journal);
      const { finished, discarded } = recover(files);
      expect(finished).toBe(due ? 1 : 0);
      seen.add(`${stateOf(files)} ${finished > 0 ? "finished" : ""}${discarded > 0 ? "discarded" : ""}`);
      expect(leftOf(files)).toEqual([]);
      expect(recover(files)).toEqual({ finished: 0, undone: 0, discarded: 0 });
    }
    expect([...seen].sort()).toEqual(["new discarded", "new finished", "old ", "old discarded"].sort());
  });

  it("may be killed itself at any operation", () => {
    for (const killAt of upTo(total)) {
      const dead = before();
      outcomeOf(() => commit(killedFiles(dead, killAt)));
      const expected = (() => {
        const files = dead.copy();
        recover(files);
        return stateOf(files);
      })();
      for (const again of upTo(operationsOf(dead.copy(), recover))) {
        const files = dead.copy();
        outcomeOf(() => recover(killedFiles(files, again)));
        recover(files);
        expect([killAt, again, stateOf(files)]).toEqual([killAt, again, expected]);
        expect(leftOf(files)).toEqual([]);
      }
    }
  });

  it("finishes undoing where the process was killed while it undid", () => {
    const seen = new Set<string>();
    for (const failAt of upTo(total))
      for (const killAt of upTo(total)) {
        const files = before();
        const dying = killedFiles(faultyFiles(files, { failAt, code: "EIO" }), failAt + killAt);
        if (outcomeOf(() => commit(dying)) !== "killed") continue;
        const { undone } = recover(files);
        expect([failAt, killAt, stateOf(files)]).not.toEqual([failAt, killAt, "torn"]);
        if (undone > 0) expect(stateOf(files)).toBe("old");
        seen.add(`${undone}`);
      }
    expect([...seen].sort()).toEqual(["0", "1"]);
  });

  it("keeps what an editor wrote after everything was in place", () => {
    const files = before();
    let renamed = 0;
    const dying = watched(files, (_, operation, path) => {
      if (operation === "remove" && path.endsWith(".forward")) renamed += 1;
      if (renamed > 0) killedFiles(files, 1).stat(path);
    });
    expect(outcomeOf(() => commit(dying))).toBe("killed");
    files.write("/repo/a.md", "a edited");
    files.write("/repo/b.md", "b written again");
    expect(recover(files).finished).toBe(1);
    expect(documentsOf(files)).toEqual({
      ...fresh,
      "/repo/a.md": "a edited",
      "/repo/b.md": "b written again",
    });
  });

  it("refuses a damaged record and leaves it", () => {
    const files = before();
    files.write(`${journal}/0a.forward`, "{");
    expect(outcomeOf(() => recover(files))).toBe("failed");
    expect(isRecoveryDue(files, journal)).toBe(true);
  });
});
