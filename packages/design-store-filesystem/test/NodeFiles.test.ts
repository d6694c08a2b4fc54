import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { FileFailure } from "@idse/durable-files";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { NodeFiles } from "../src/index.ts";
import { temporaryRoot } from "./temporary.ts";

const { nodeFiles: files } = NodeFiles;
const bytes = (text: string) => new TextEncoder().encode(text);

let folder = "";
beforeEach(() => {
  folder = temporaryRoot();
});

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    if (error instanceof FileFailure) return error.code;
    throw error;
  }
};

describe("reading text", () => {
  // Windows has no pipes among its files.
  if (process.platform !== "win32") {
    it("does not wait for whoever might write into a pipe", () => {
      execFileSync("mkfifo", [`${folder}/a`]);
      expect(files.readText(`${folder}/a`)).toBe("");
    });
  }

  it("keeps a byte order mark, NUL, line ends and a real replacement character", () => {
    const text = "\ufeffa\u0000b\r\nc\ufffd設計\n";
    writeFileSync(`${folder}/a`, text);
    expect(files.readText(`${folder}/a`)).toBe(text);
  });

  it.each([[[0xff]], [[0x61, 0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]], [[0xf8, 0x88, 0x80, 0x80, 0x80]]])(
    "refuses bytes that are not UTF-8: %j",
    (raw) => {
      writeFileSync(`${folder}/a`, Buffer.from(raw));
      expect(codeOf(() => files.readText(`${folder}/a`))).toBe("EILSEQ");
    },
  );

  it("follows a link unless told not to", () => {
    writeFileSync(`${folder}/a`, "text");
    symlinkSync(`${folder}/a`, `${folder}/b`);
    expect(files.readText(`${folder}/b`)).toBe("text");
    expect(codeOf(() => files.readText(`${folder}/b`, { noFollow: true }))).toBe("ELOOP");
    expect(files.readText(`${folder}/a`, { noFollow: true })).toBe("text");
  });
});

describe("creating", () => {
  it("never replaces, and gives the permissions that were asked for", () => {
    const mask = process.umask(0o077);
    files.create(`${folder}/a`, bytes("one"), true, 0o664);
    process.umask(mask);
    expect(codeOf(() => files.create(`${folder}/a`, bytes("two"), false))).toBe("EEXIST");
    expect(readFileSync(`${folder}/a`, "utf8")).toBe("one");
    expect(statSync(`${folder}/a`).mode & 0o777).toBe(0o664);
    chmodSync(`${folder}/a`, 0o600);
    expect(files.stat(`${folder}/a`)).toMatchObject({ kind: "file", size: 3, mode: 0o600 });
  });
});

describe("the names of failures", () => {
  it("are the system's", () => {
    const missing = `${folder}/missing`;
    writeFileSync(`${folder}/a`, "a");
    expect(codeOf(() => files.read(missing))).toBe("ENOENT");
    expect(codeOf(() => files.list(missing))).toBe("ENOENT");
    expect(codeOf(() => files.remove(missing))).toBe("ENOENT");
    expect(codeOf(() => files.rename(missing, `${folder}/b`))).toBe("ENOENT");
    expect(codeOf(() => files.link(`${folder}/a`, `${folder}/a`))).toBe("EEXIST");
    expect(codeOf(() => files.makeDirectory(`${folder}/x/y`, { recursive: false }))).toBe("ENOENT");
    expect(codeOf(() => files.syncDirectory(missing))).toBe("ENOENT");
    expect(codeOf(() => files.realPath(missing))).toBe("ENOENT");
    expect(codeOf(() => files.stat(`${folder}/a/b`))).toBe("none");
    expect(files.stat(missing)).toBeUndefined();
  });

  it("leave nothing to do for a tree that is not there", () => {
    files.removeTree(`${folder}/missing`);
    files.makeDirectory(`${folder}/x/y`, { recursive: true });
    files.makeDirectory(`${folder}/x/y`, { recursive: true });
    files.removeTree(`${folder}/x`);
    expect(readdirSync(folder)).toEqual([".idse"]);
  });
});

describe("listing", () => {
  it("tells files, folders and links apart", () => {
    writeFileSync(`${folder}/a`, "a");
    symlinkSync(`${folder}/a`, `${folder}/b`);
    const kinds = Object.fromEntries(files.list(folder).map((entry) => [entry.name, entry.kind]));
    expect(kinds).toEqual({ ".idse": "directory", a: "file", b: "symlink" });
    expect(files.stat(`${folder}/b`)?.kind).toBe("symlink");
  });
});
