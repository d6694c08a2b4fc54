import { describe, expect, it } from "@jest/globals";
import {
  claimFile,
  ensureDirectory,
  type FilePrimitivesService,
  publishDirectory,
  replaceFile,
} from "../src/index.ts";
import {
  bytesOf,
  faultyFiles,
  killedFiles,
  memoryFiles,
  operationsOf,
  outcomeOf,
  upTo,
  watched,
} from "./memoryFiles.ts";

const path = "/repo/doc.md";
const durable = { durable: true };
const replace = (files: FilePrimitivesService) => replaceFile(files, path, bytesOf("new"), durable);

const withOld = () => {
  const files = memoryFiles();
  files.write(path, "old");
  return files;
};

/** A file system that refuses an operation as long as a condition holds. */
const refusing = (
  inner: FilePrimitivesService,
  code: string,
  refuses: (operation: string, path: string) => boolean,
): FilePrimitivesService => {
  const none = memoryFiles();
  return watched(inner, (_, operation, at) => {
    if (refuses(operation, at)) faultyFiles(none, { failAt: 1, code }).stat(at);
  });
};

describe("replaceFile", () => {
  it("gives the file its new content and leaves nothing beside it", () => {
    const files = withOld();
    replace(files);
    expect(files.texts()).toEqual({ [path]: "new" });
  });

  it("makes a file that was not there", () => {
    const files = memoryFiles();
    files.makeDirectory("/repo", { recursive: true });
    replace(files);
    expect(files.texts()).toEqual({ [path]: "new" });
  });

  it("keeps the permissions unless told", () => {
    const files = memoryFiles();
    files.write(path, "old", 0o600);
    replace(files);
    expect(files.stat(path)?.mode).toBe(0o600);
    replaceFile(files, path, bytesOf("newer"), { durable: true, mode: 0o640 });
    expect(files.stat(path)?.mode).toBe(0o640);
  });

  it.each(["ENOSPC", "EIO", "EACCES"])(
    "keeps the old file and nothing else when any operation fails with %s",
    (code) => {
      for (const failAt of upTo(operationsOf(withOld(), replace))) {
        const files = withOld();
        let flushing = false;
        const faulty = faultyFiles(
          watched(files, (_, operation) => {
            flushing ||= operation === "rename";
          }),
          { failAt, code, forGood: code === "EACCES" },
        );
        const outcome = outcomeOf(() => replace(faulty));
        const litter = code === "EACCES" ? Object.keys(files.texts()).filter((name) => name !== path) : [];
        expect(litter.every((name) => name.endsWith(".tmp"))).toBe(true);
        expect(outcome).toBe("failed");
        expect(files.texts()[path]).toBe(flushing ? "new" : "old");
        if (code !== "EACCES") expect(Object.keys(files.texts())).toEqual([path]);
      }
    },
  );

  it("leaves the old file or the new one when it is killed at any operation", () => {
    const seen = new Set<string | undefined>();
    for (const killAt of upTo(operationsOf(withOld(), replace))) {
      const files = withOld();
      expect(outcomeOf(() => replace(killedFiles(files, killAt)))).toBe("killed");
      const { [path]: content, ...litter } = files.texts();
      seen.add(content);
      expect(Object.keys(litter).every((name) => /^\/repo\/\.doc\.md\..+\.tmp$/.test(name))).toBe(true);
    }
    expect([...seen].sort()).toEqual(["new", "old"]);
  });

  it("waits for a scanner that has the file open for a moment", () => {
    const files = withOld();
    let refused = 0;
    replace(refusing(files, "EPERM", (operation) => operation === "rename" && ++refused <= 3));
    expect(files.texts()).toEqual({ [path]: "new" });
  });

  it("gives up on a rename that is refused for good", () => {
    const files = withOld();
    expect(outcomeOf(() => replace(refusing(files, "EPERM", (operation) => operation === "rename")))).toBe(
      "failed",
    );
    expect(files.texts()).toEqual({ [path]: "old" });
  });

  it("stages elsewhere, and beside the file where that is another disk", () => {
    const staged: Array<string> = [];
    const replaceStaged = (files: FilePrimitivesService) =>
      replaceFile(files, path, bytesOf("new"), { durable: true, stageIn: "/stage" });
    for (const otherDisk of [false, true]) {
      const files = withOld();
      files.makeDirectory("/stage", { recursive: true });
      let current = "";
      replaceStaged(
        refusing(files, "EXDEV", (operation, at) => {
          if (operation === "create") current = at;
          if (operation === "create") staged.push(at.slice(0, at.lastIndexOf("/")));
          return otherDisk && operation === "rename" && current.startsWith("/stage/");
        }),
      );
      expect(files.texts()).toEqual({ [path]: "new" });
    }
    expect(staged).toEqual(["/stage", "/stage", "/repo"]);
  });
});

describe("claimFile", () => {
  const claim = (files: FilePrimitivesService, text: string) => claimFile(files, path, bytesOf(text));
  const empty = () => {
    const files = memoryFiles();
    files.makeDirectory("/repo", { recursive: true });
    return files;
  };

  it.each(["EXDEV", "EPERM", "ENOTSUP"])("gives the name to the first (hard links: %s)", (code) => {
    const files = empty();
    const used = code === "EXDEV" ? files : refusing(files, code, (operation) => operation === "link");
    expect([claim(used, "first"), claim(used, "second")]).toEqual([true, false]);
    expect(files.texts()).toEqual({ [path]: "first" });
  });

  it("leaves all of it or nothing when any operation fails or kills", () => {
    const total = operationsOf(empty(), (files) => claim(files, "text"));
    for (const at of upTo(total)) {
      const failing = empty();
      const outcome = outcomeOf(() => claim(faultyFiles(failing, { failAt: at, code: "ENOSPC" }), "text"));
      const { [path]: content, ...litter } = failing.texts();
      expect(content).toBe(outcome === "done" ? "text" : undefined);
      expect(Object.keys(litter).length).toBeLessThanOrEqual(at === total ? 1 : 0);
      const killed = empty();
      outcomeOf(() => claim(killedFiles(killed, at), "text"));
      expect(["text", undefined]).toContain(killed.texts()[path]);
    }
  });
});

describe("ensureDirectory", () => {
  it("flushes each folder that holds a new one", () => {
    const files = withOld();
    const flushed: Array<string> = [];
    ensureDirectory(
      watched(files, (_, operation, at) => {
        if (operation === "syncDirectory") flushed.push(at);
      }),
      "/repo/a/b",
    );
    expect(files.stat("/repo/a/b")?.kind).toBe("directory");
    expect(flushed).toEqual(["/repo", "/repo/a"]);
  });
});

describe("publishDirectory", () => {
  const staged = () => {
    const files = memoryFiles();
    files.write("/stage/a.md", "a");
    files.write("/stage/b/c.md", "c");
    files.makeDirectory("/repo", { recursive: true });
    return files;
  };

  it("moves the whole folder to its place", () => {
    const files = staged();
    expect(publishDirectory(files, "/stage", "/repo/session")).toBe(true);
    expect(files.texts()).toEqual({ "/repo/session/a.md": "a", "/repo/session/b/c.md": "c" });
  });

  it("leaves a place alone that is taken, by an empty folder or a file too", () => {
    const full = staged();
    full.write("/repo/session/own.md", "own");
    const bare = staged();
    bare.makeDirectory("/repo/session", { recursive: true });
    const file = staged();
    file.write("/repo/session", "file");
    for (const files of [full, bare, file]) {
      const before = files.texts();
      expect(publishDirectory(files, "/stage", "/repo/session")).toBe(false);
      expect(files.texts()).toEqual(before);
    }
  });

  it("loses the race to a folder that appears before the rename", () => {
    const files = staged();
    const racing = watched(files, (_, operation) => {
      if (operation === "rename") files.write("/repo/session/own.md", "own");
    });
    expect(publishDirectory(racing, "/stage", "/repo/session")).toBe(false);
    expect(files.texts()["/repo/session/own.md"]).toBe("own");
  });

  it("fails where the system refuses for another reason", () => {
    const files = staged();
    expect(
      outcomeOf(() =>
        publishDirectory(
          refusing(files, "EACCES", (operation) => operation === "rename"),
          "/stage",
          "/repo/x",
        ),
      ),
    ).toBe("failed");
  });
});
