import { describe, expect, it } from "@jest/globals";
import {
  below,
  foldersUpward,
  gitFolderAbove,
  type SurroundingsReader,
  workspaceAbove,
} from "../src/index.ts";

/** Files by path; a folder is null. */
const disk = (entries: Readonly<Record<string, string | null>>): SurroundingsReader => ({
  kindAt: (path) => (path in entries ? (entries[path] === null ? "directory" : "file") : undefined),
  textAt: (path) => entries[path] ?? "",
});

describe("folders upward", () => {
  it("go to the root, nearest first", () => {
    expect(foldersUpward("/home/ada/shop")).toEqual(["/home/ada/shop", "/home/ada", "/home", "/"]);
    expect(foldersUpward("/shop")).toEqual(["/shop", "/"]);
    expect(foldersUpward("C:/work/shop")).toEqual(["C:/work/shop", "C:/work", "C:"]);
  });

  it("are joined with what lies below them", () => {
    expect(below("/", ".idse")).toBe("/.idse");
    expect(below("/shop", ".idse")).toBe("/shop/.idse");
  });
});

describe("a workspace", () => {
  it("is the nearest folder upward that holds one", () => {
    const reader = disk({ "/a/.idse": null, "/a/b/.idse": null, "/a/b/c/.idse": "a file" });
    expect(workspaceAbove(reader, "/a/b/c")).toBe("/a/b");
    expect(workspaceAbove(reader, "/a/x")).toBe("/a");
    expect(workspaceAbove(reader, "/x")).toBeNull();
    expect(workspaceAbove(disk({ "/.idse": null }), "/x")).toBe("/");
  });
});

describe("git's folder", () => {
  it("is the one around a directory", () => {
    expect(gitFolderAbove(disk({ "/a/.git": null }), "/a/b")).toBe("/a/.git");
    expect(gitFolderAbove(disk({}), "/a/b")).toBeNull();
  });

  it("of a worktree is the private one, wherever it lies", () => {
    const of = (text: string) => gitFolderAbove(disk({ "/a/.git": text }), "/a/b");
    expect(of("gitdir: /main/.git/worktrees/a\n")).toBe("/main/.git/worktrees/a");
    expect(of("gitdir: ../main/.git/worktrees/a")).toBe("/a/../main/.git/worktrees/a");
    expect(of("gitdir: C:\\main\\.git\\worktrees\\a\r\n")).toBe("C:/main/.git/worktrees/a");
    expect(of("something else")).toBeNull();
  });
});
