import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Rejected } from "@idse/design-store";
import type { FileStat } from "@idse/durable-files";
import { describe, expect, it } from "@jest/globals";
import { Killed, refuse } from "./faults.ts";
import {
  afterSeconds,
  changeUnseen,
  documentCount,
  failureOfListing,
  fileOf,
  indexOf,
  kinds,
  list,
  manyDocuments,
  refsOf,
  sessionName,
  truthOf,
  type Watch,
} from "./manyDocuments.ts";
import { temporaryRoot } from "./temporary.ts";

/** A project whose index knows every document. */
const indexed = (count?: number): string => {
  const root = manyDocuments(count);
  list(root);
  return root;
};

const sessionsFolder = (root: string): string => `${root}/.idse/projects/demo/sessions`;

describe("a document that has not changed", () => {
  it("is not read again", () => {
    const root = manyDocuments();
    expect(list(root).read).toHaveLength(documentCount);
    const { heads, read } = list(root);
    expect(read).toEqual([]);
    expect(heads).toEqual(truthOf(root));
  });

  it("leaves the index as it is", () => {
    const root = indexed();
    const written: Array<string> = [];
    const before: Watch = (operation, path) => {
      if (!operation.startsWith("read") && operation !== "stat" && operation !== "list") written.push(path);
    };
    list(root, { before });
    expect(written).toEqual([]);
  });

  it("may have Windows line ends, a byte order mark, or be no text", () => {
    const root = manyDocuments();
    writeFileSync(fileOf(root, 3, "spec"), "\ufeffone\r\ntwo\r\n");
    writeFileSync(fileOf(root, 4, "spec"), Buffer.from([0x23, 0xff, 0xfe]));
    const first = list(root).heads;
    const { heads, read } = list(root);
    expect(read).toEqual([]);
    expect(heads).toEqual(first);
    const isText = (session: string | null) => session !== sessionName(4);
    expect(heads.filter(({ ref }) => isText(ref.session))).toEqual(
      truthOf(root).filter(({ ref }) => isText(ref.session)),
    );
  });
});

describe("a document that changed", () => {
  const changes: Readonly<Record<string, (root: string) => void>> = {
    "to another text": (root) => appendFileSync(fileOf(root, 7, "plan"), "more\n"),
    "in its line ends alone": (root) => writeFileSync(fileOf(root, 7, "plan"), "demo/session-7/plan\r\n"),
    "with its size and time put back": (root) =>
      changeUnseen(fileOf(root, 7, "plan"), "DEMO/session-7/plan\n"),
    "by being removed": (root) => rmSync(fileOf(root, 7, "plan")),
    "by becoming another file of its size and time": (root) => {
      const path = fileOf(root, 7, "plan");
      const { mtimeMs } = statSync(path);
      writeFileSync(`${root}/other`, "DEMO/session-7/plan\n");
      utimesSync(`${root}/other`, mtimeMs / 1_000, mtimeMs / 1_000);
      renameSync(`${root}/other`, path);
    },
    "with its session's name": (root) =>
      renameSync(`${sessionsFolder(root)}/session-7`, `${sessionsFolder(root)}/Session-7`),
    "places with that of another session": (root) => {
      const folder = sessionsFolder(root);
      renameSync(`${folder}/session-7`, `${root}/aside`);
      renameSync(`${folder}/session-8`, `${folder}/session-7`);
      renameSync(`${root}/aside`, `${folder}/session-8`);
    },
    "because a new session came": (root) =>
      cpSync(`${sessionsFolder(root)}/session-7`, `${sessionsFolder(root)}/new`, {
        recursive: true,
        preserveTimestamps: true,
      }),
  };
  const all = [
    ...refsOf(),
    ...["Session-7", "new"].flatMap((session) => kinds.map((kind) => ({ project: "demo", session, kind }))),
  ];

  it.each(Object.entries(changes))("is listed as it is: %s", (_, change) => {
    const root = indexed();
    change(root);
    for (let time = 1; time <= 3; time += 1) expect(list(root).heads).toEqual(truthOf(root, all));
    expect(list(root).read).toEqual([]);
  });

  it("is listed as it is: behind a link inside .idse", () => {
    const root = manyDocuments();
    const shared = `${root}/.idse/shared.md`;
    renameSync(fileOf(root, 7, "plan"), shared);
    symlinkSync(shared, fileOf(root, 7, "plan"));
    expect(list(root).heads).toEqual(truthOf(root));
    writeFileSync(shared, "DEMO/session-7/plan\n");
    const { heads, read } = list(root);
    expect(heads).toEqual(truthOf(root));
    expect(read).toEqual(["session-7/plans/plan.md"]);
  });

  it("is read alone, and so are a hundred", () => {
    const root = indexed();
    const edited = refsOf()
      .slice(0, 100)
      .map(({ session, kind }) => fileOf(root, Number(session?.slice("session-".length)), kind));
    for (const path of edited) appendFileSync(path, "edited\n");
    const { heads, read } = list(root);
    expect(read.map((path) => `${sessionsFolder(root)}/${path}`).sort()).toEqual([...edited].sort());
    expect(heads).toEqual(truthOf(root));
    expect(list(root).read).toEqual([]);
  });

  it("among thousands is read again rather than all of them written anew", () => {
    const root = indexed(130);
    const before = readFileSync(indexOf(root));
    appendFileSync(fileOf(root, 7, "plan"), "more\n");
    for (let time = 1; time <= 2; time += 1) {
      const { heads, read } = list(root);
      expect(read).toEqual(["session-7/plans/plan.md"]);
      expect(heads).toEqual(truthOf(root, refsOf(130)));
    }
    expect(readFileSync(indexOf(root)).equals(before)).toBe(true);
  });
});

/** A file system whose clock stands still over all that this process does; each file's times lie so many seconds back. */
const standing =
  (ageOf: { readonly mtime: number; readonly ctime: number }) =>
  (path: string, stat: FileStat): FileStat => {
    const now = 1_790_000_000_000_000_000n;
    const back = (age: number) => now - BigInt(age) * 1_000_000_000n;
    if (path.endsWith(".tmp")) return { ...stat, mtimeNs: now, ctimeNs: now };
    return { ...stat, mtimeNs: back(ageOf.mtime), ctimeNs: back(ageOf.ctime) };
  };

describe("a document written so shortly before that a later write may look the same", () => {
  it.each([
    ["in the same moment", { mtime: 0, ctime: 0 }],
    ["one step of the coarsest clock before", { mtime: 2, ctime: 2 }],
    ["with an older time put on it", { mtime: 3_600, ctime: 0 }],
    ["with an older time of change", { mtime: 0, ctime: 3_600 }],
    ["by a clock that is ahead", { mtime: -3_600, ctime: -3_600 }],
  ])("is read again: %s", (_, age) => {
    const root = manyDocuments();
    const stat = standing(age);
    list(root, { stat });
    writeFileSync(fileOf(root, 7, "plan"), "DEMO/session-7/plan\n");
    expect(list(root, { stat }).heads).toEqual(truthOf(root));
    expect(list(root, { stat }).read).toHaveLength(documentCount);
  });

  it("is read again when it was written behind a listing that went on for long", () => {
    const root = manyDocuments();
    const moment = standing({ mtime: 0, ctime: 0 });
    let later = 0n;
    const stat = (path: string, found: FileStat): FileStat => {
      const shown = moment(path, found);
      return path.endsWith(".tmp") ? { ...shown, mtimeNs: shown.mtimeNs + later } : shown;
    };
    let last = "";
    const before: Watch = (operation, path) => {
      if (later === 0n && operation === "readText" && last.includes("session-7/plans/")) {
        writeFileSync(fileOf(root, 7, "plan"), "DEMO/session-7/plan\n");
        later = 3_600_000_000_000n;
      }
      if (operation === "readText") last = path;
    };
    const stale = list(root, { stat, before }).heads;
    expect(stale).not.toEqual(truthOf(root));
    expect(list(root, { stat }).heads).toEqual(truthOf(root));
  });

  it("is read again on a file system without inodes", () => {
    const root = manyDocuments();
    const stat = (path: string, found: FileStat) => ({ ...afterSeconds(60)(path, found), ino: 0n });
    list(root, { stat });
    expect(list(root, { stat }).read).toHaveLength(documentCount);
  });

  it("is not read again once it has rested", () => {
    const root = manyDocuments();
    const stat = standing({ mtime: 3, ctime: 3 });
    list(root, { stat });
    expect(list(root, { stat }).read).toEqual([]);
  });
});

describe("an index that cannot be used", () => {
  const damages: Readonly<Record<string, (path: string) => void>> = {
    absent: (path) => rmSync(path),
    empty: (path) => truncateSync(path, 0),
    truncated: (path) => truncateSync(path, 5_000),
    "one bit off": (path) => {
      const bytes = readFileSync(path);
      // The first row's digest.
      bytes[16 + 32] = (bytes[16 + 32] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
    "of another version": (path) => {
      const bytes = readFileSync(path);
      bytes.write("idsehd9\n");
      writeFileSync(path, bytes);
    },
    "some other text": (path) => writeFileSync(path, "not an index\n".repeat(400)),
    "a folder": (path) => {
      rmSync(path);
      mkdirSync(`${path}/inside`, { recursive: true });
    },
  };

  it.each(Object.entries(damages))("changes no answer: %s", (name, damage) => {
    const root = indexed();
    damage(indexOf(root));
    const { heads, read } = list(root);
    expect(heads).toEqual(truthOf(root));
    expect(read).toHaveLength(documentCount);
    expect(list(root).heads).toEqual(truthOf(root));
    if (name !== "a folder") expect(list(root).read).toEqual([]);
  });

  it.each(["EACCES", "EPERM", "EROFS", "ENOSPC", "EIO"])(
    "is done without where nothing may be written: %s",
    (code) => {
      const root = manyDocuments();
      let refused = 0;
      const before: Watch = (operation, path) => {
        if (!["create", "rename", "link", "makeDirectory"].includes(operation)) return;
        refused += 1;
        refuse(operation, path, code);
      };
      for (let time = 1; time <= 2; time += 1) {
        const { heads, read } = list(root, { before });
        expect(heads).toEqual(truthOf(root));
        expect(read).toHaveLength(documentCount);
        expect(refused).toBe(time);
      }
      expect(readdirSync(`${root}/.idse`)).toEqual(["projects"]);
    },
  );

  it("still serves where nothing may be written any more", () => {
    const root = indexed();
    appendFileSync(fileOf(root, 7, "plan"), "more\n");
    const before: Watch = (operation, path) => {
      if (["create", "rename", "link", "makeDirectory"].includes(operation)) refuse(operation, path, "EROFS");
    };
    const { heads, read } = list(root, { before });
    expect(heads).toEqual(truthOf(root));
    expect(read).toEqual(["session-7/plans/plan.md"]);
  });

  it("is done without where it may not be read", () => {
    const root = indexed();
    const before: Watch = (operation, path) => {
      if (operation === "read" && path === indexOf(root)) refuse(operation, path, "EACCES");
    };
    expect(list(root, { before }).heads).toEqual(truthOf(root));
  });

  it.each(["", "/cache", "/cache/heads-v1", "/cache/heads-v1/demo"])(
    "is neither read nor written through a link that leads out of .idse: .local%s",
    (place) => {
      const root = indexed();
      const inside = `${root}/.idse/.local${place}`;
      const outside = `${temporaryRoot()}/outside`;
      renameSync(inside, outside);
      symlinkSync(outside, inside);
      const file = outside + indexOf(root).slice(inside.length);
      const before = statSync(file).ino;
      const { heads, read } = list(root);
      expect(read).toHaveLength(documentCount);
      expect(heads).toEqual(truthOf(root));
      // Writing would put another file in its place.
      expect(statSync(file).ino).toBe(before);
    },
  );
});

describe("keeping an index", () => {
  it("stays out of git's sight and leaves nothing unfinished", () => {
    const root = indexed();
    expect(readdirSync(`${root}/.idse/.local`).sort()).toEqual([".gitignore", "cache"]);
    expect(readdirSync(dirname(indexOf(root)))).toEqual(["demo"]);
  });

  it("is not worth it for few documents", () => {
    const root = manyDocuments(3);
    expect(list(root).heads).toEqual(truthOf(root));
    expect(existsSync(`${root}/.idse/.local`)).toBe(false);
    const large = indexed();
    let loaded = false;
    const before: Watch = (_, path) => {
      loaded ||= path === indexOf(large);
    };
    expect(list(large, { before }, { sessions: [sessionName(1)] }).heads).toHaveLength(kinds.length);
    expect(loaded).toBe(false);
  });

  it("is left alone where far fewer documents are listed than it holds", () => {
    const root = indexed();
    const large = Buffer.alloc(5_000 * documentCount);
    writeFileSync(indexOf(root), large);
    let loaded = false;
    const before: Watch = (operation, path) => {
      loaded ||= operation === "read" && path === indexOf(root);
    };
    expect(list(root, { before }).heads).toEqual(truthOf(root));
    expect(loaded).toBe(false);
    expect(readFileSync(indexOf(root)).equals(large)).toBe(true);
  });

  it("forgets removed sessions", () => {
    const root = indexed(60);
    const before = statSync(indexOf(root)).size;
    for (let number = 10; number < 60; number += 1)
      rmSync(`${sessionsFolder(root)}/${sessionName(number)}`, { recursive: true });
    for (let number = 0; number < 20; number += 1)
      cpSync(`${sessionsFolder(root)}/session-1`, `${sessionsFolder(root)}/copy-${number}`, {
        recursive: true,
      });
    list(root);
    expect(readFileSync(indexOf(root), "latin1")).not.toContain("session-10/");
    expect(statSync(indexOf(root)).size).toBeLessThan(before * 0.6);
  });

  it("forgets them in a listing of some kinds too, and nothing else", () => {
    const root = indexed(60);
    rmSync(`${sessionsFolder(root)}/session-10`, { recursive: true });
    list(root, {}, { kinds: kinds.slice(0, 4) });
    expect(readFileSync(indexOf(root), "latin1")).not.toContain("session-10/");
    expect(list(root).read).toEqual([]);
  });

  it("keeps what other listings know", () => {
    const root = manyDocuments(60);
    const half = Array.from({ length: 30 }, (_, number) => sessionName(number));
    expect(list(root, {}, { kinds: kinds.slice(0, 4) }).read).toHaveLength(60 * 4);
    expect(list(root, {}, { sessions: half }).read).toHaveLength(30 * 4);
    expect(list(root).read).toHaveLength(30 * 4);
    expect(list(root).heads).toEqual(truthOf(root, refsOf(60)));
  });

  it("harms nobody who lists at the same time", () => {
    const root = manyDocuments();
    const inside: Array<unknown> = [];
    const before: Watch = (operation, path) => {
      if (!["create", "rename", "read"].includes(operation) || !path.includes("/heads-v1/")) return;
      if (inside.length > 0) return;
      inside.push("begun");
      inside.push(list(root).heads);
    };
    expect(list(root, { before }).heads).toEqual(truthOf(root));
    expect(inside[1]).toEqual(truthOf(root));
    expect(list(root).read).toEqual([]);
  });

  it("may be cut short by a kill at any moment, and is cleared of what that leaves", () => {
    const outcomes = new Set<number>();
    let finished = false;
    for (let killAt = 1; !finished; killAt += 1) {
      const root = manyDocuments();
      let reached = 0;
      const before: Watch = (_, path) => {
        if (path.includes("/.local/")) reached += 1;
        if (reached >= killAt) throw new Killed("killed");
      };
      try {
        list(root, { before });
        finished = true;
      } catch (error) {
        if (!String(error).includes("killed")) throw error;
      }
      expect([killAt, list(root).heads]).toEqual([killAt, truthOf(root)]);
      const folder = dirname(indexOf(root));
      const left = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
      for (const name of left) utimesSync(`${folder}/${name}`, 0, 0);
      appendFileSync(fileOf(root, 1, "spec"), "more\n");
      list(root);
      expect([killAt, readdirSync(folder)]).toEqual([killAt, ["demo"]]);
      outcomes.add(killAt);
    }
    expect(outcomes.size).toBeGreaterThan(8);
  });
});

describe("a symbolic link that leads out of .idse", () => {
  const places = ["session-7/plans/plan.md", "session-7/plans", "session-7"];
  it.each(places)("is refused though the index knows what lies behind it: %s", (place) => {
    const root = indexed();
    const outside = `${temporaryRoot()}/outside`;
    renameSync(`${sessionsFolder(root)}/${place}`, outside);
    symlinkSync(outside, `${sessionsFolder(root)}/${place}`);
    expect(failureOfListing(root)).toBeInstanceOf(Rejected);
  });
});
