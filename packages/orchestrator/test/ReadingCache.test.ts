/** Readings that are kept: given back as they were for the very same texts, code and law, and else not at all. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coreRuleSet } from "@idse/constitution-rules";
import { NodeFiles } from "@idse/design-store-filesystem";
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { afterAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { readingOf, type SessionReading } from "../src/Reading.ts";
import { openReadingCache, type ReadingCache } from "../src/ReadingCache.ts";
import { openWorkspace, type WorkspaceService } from "../src/Workspace.ts";

const folders: Array<string> = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const root = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "idse-cache-")).replaceAll("\\", "/");
  folders.push(folder);
  mkdirSync(`${folder}/.idse`);
  return folder;
};

const workspaceIn = (folder: string, build: string | null = "1.0.0+a"): WorkspaceService =>
  Effect.runSync(
    openWorkspace(
      NodeFiles.nodeFiles,
      {
        directory: folder,
        project: null,
        session: null,
        environment: {},
        ...(build === null ? {} : { build }),
      },
      folder,
    ),
  );

const open = (folder: string, more: { build?: string | null; project?: string; law?: string | null } = {}) =>
  openReadingCache(workspaceIn(folder, more.build), more.project ?? "demo", coreRuleSet, more.law ?? null);

const readingsIn = (folder: string, project = "demo"): string =>
  `${folder}/.idse/.local/cache/readings/${project}`;

/** Every file of readings by its name. */
const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(readingsIn(folder)).map((name) => [
      name,
      readFileSync(join(readingsIn(folder), name), "utf8"),
    ]),
  );

/** Of a session whose plan has a marker, a link, and words that are awkward in a file of lines. */
const readingFor = (id: string, words = "tab\there \u0001 \u2028 ü 😀 $& $1"): SessionReading =>
  readingOf(
    {
      project: "demo",
      id,
      key: "k",
      documents: new Map([
        ["plan", new ArtifactDocument(`# Plan\n\n[REQUIRES INPUT: ${words}]\n\n[x](../a/${id}.md) FR-1\n`)],
      ]),
      unreadable: new Map(),
      metadata: null,
      metadataProblem: { name: "", path: `.idse/${id}`, line: null, column: null, message: words },
      state: null,
      stateProblem: null,
    },
    coreRuleSet,
  );

const filled = (folder: string, ids: ReadonlyArray<string>): ReadingCache => {
  const cache = open(folder);
  for (const id of ids) cache.put(`key of ${id}`, readingFor(id));
  cache.save(ids);
  return cache;
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("what is kept", () => {
  it.each(["checkout", "__blueprint__", "a b", "cash$$", "cash$&x", 'say"so', "ü😀"])(
    "is given back as it was, for a session called %s",
    (id) => {
      const folder = root();
      const reading = readingFor(id);
      const cache = open(folder);
      const given = cache.put("k1", reading);
      expect(given).toEqual(plain(reading));
      expect(given).not.toBe(reading);
      cache.save([id]);
      expect(open(folder).get(id, "k1")).toEqual(plain(reading));
    },
  );

  it("is for the texts it was made from and no other, of that session and no other", () => {
    const folder = root();
    filled(folder, ["a", "b"]);
    const cache = open(folder);
    expect(cache.get("a", "key of a")?.id).toBe("a");
    expect(cache.get("a", "key of b")).toBeUndefined();
    expect(cache.get("b", "key of a")).toBeUndefined();
    expect(cache.get("a", "key of")).toBeUndefined();
    expect(cache.get("a", "")).toBeUndefined();
  });

  it("is for the code, law and project that made it", () => {
    const folder = root();
    filled(folder, ["a"]);
    expect(open(folder).get("a", "key of a")).toBeDefined();
    expect(open(folder, { build: "1.0.0+b" }).get("a", "key of a")).toBeUndefined();
    expect(open(folder, { law: "{}" }).get("a", "key of a")).toBeUndefined();
    cpSync(readingsIn(folder), readingsIn(folder, "other"), { recursive: true });
    expect(open(folder, { project: "other" }).get("a", "key of a")).toBeUndefined();
  });

  it("is nothing where the code cannot be told", () => {
    const folder = root();
    const cache = open(folder, { build: null });
    const reading = readingFor("a");
    expect(cache.put("k", reading)).toBe(reading);
    cache.save(["a"]);
    expect(cache.get("a", "k")).toBeUndefined();
    expect(existsSync(`${folder}/.idse/.local`)).toBe(false);
  });

  it("replaces what was kept of that session", () => {
    const folder = root();
    filled(folder, ["a", "b"]);
    const cache = open(folder);
    cache.put("new", readingFor("b", "new"));
    cache.save(null);
    const after = open(folder);
    expect(after.get("a", "key of a")).toBeDefined();
    expect(after.get("b", "key of b")).toBeUndefined();
    expect(after.get("b", "new")).toEqual(plain(readingFor("b", "new")));
  });

  it("drops sessions that are gone, where all were asked for", () => {
    const folder = root();
    const ids = Array.from({ length: 64 }, (_, index) => `s${index}`);
    filled(folder, ids);
    const shared = Object.values(filesIn(folder)).find((text) => text.split("\t").length > 2) ?? "";
    const [, gone = ""] = /^\["(s\d+)"/m.exec(shared.slice(shared.indexOf("\n") + 1)) ?? [];
    const left = ids.filter((id) => id !== gone);
    const isKeptAfter = (present: ReadonlyArray<string> | null): boolean => {
      const cache = open(folder);
      for (const id of left) cache.put("new", readingFor(id));
      cache.save(present);
      return Object.values(filesIn(folder)).some((text) => text.includes(`["${gone}"`));
    };
    expect(isKeptAfter(null)).toBe(true);
    expect(isKeptAfter(left)).toBe(false);
    expect(open(folder).get(gone, `key of ${gone}`)).toBeUndefined();
    for (const id of left) expect(open(folder).get(id, "new")).toBeDefined();
  });

  it("is a reading that says where else its findings lie, or it is not kept", () => {
    const folder = root();
    const reading = readingFor("a");
    const { examination } = reading;
    const elsewhere = {
      ...reading,
      examination: {
        ...examination,
        findings: examination.findings.map((one) => ({ ...one, path: "x.md" })),
      },
    };
    const cache = open(folder);
    expect(cache.put("k", elsewhere)).toBe(elsewhere);
    cache.save(["a"]);
    expect(open(folder).get("a", "k")).toBeUndefined();
  });
});

describe("a file that is not as it was left", () => {
  /** A file with several sessions in it. */
  const sample = (() => {
    const folder = root();
    filled(
      folder,
      Array.from({ length: 64 }, (_, index) => `s${index}`),
    );
    const [name = "", text = ""] =
      Object.entries(filesIn(folder)).find(([, one]) => one.split("\t").length > 2) ?? [];
    const ids = [...text.matchAll(/^\["(s\d+)"/gm)].flatMap(([, id]) => id ?? []);
    return { name, ids, whole: Buffer.from(text) };
  })();
  const { name, ids, whole } = sample;
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  const expected = new Map(ids.map((id) => [id, plain(readingFor(id))]));
  const asWritten = (folder: string, bytes: Uint8Array | string): ReadingCache => {
    mkdirSync(readingsIn(folder), { recursive: true });
    writeFileSync(join(readingsIn(folder), name), bytes);
    return open(folder);
  };
  const foundIn = (cache: ReadingCache): ReadonlyArray<readonly [string, unknown]> =>
    ids.flatMap((id) => {
      const reading = cache.get(id, `key of ${id}`);
      return reading === undefined ? [] : [[id, reading] as const];
    });

  it("gives what is whole in it and nothing else, wherever it was cut off", () => {
    expect(ids.length).toBeGreaterThan(1);
    const folder = root();
    let found = 0;
    for (let length = 0; length < whole.length; length += length > whole.length - 40 ? 1 : 13) {
      for (const [id, reading] of foundIn(asWritten(folder, whole.subarray(0, length)))) {
        found += 1;
        expect(reading).toEqual(expected.get(id));
      }
    }
    expect(found).toBeGreaterThan(10);
    expect(asWritten(folder, whole.subarray(0, -1)).get(last, `key of ${last}`)).toBeUndefined();
    expect(foundIn(asWritten(folder, whole))).toEqual([...expected]);
  });

  it("gives nothing of a line whose reading was cut or lost", () => {
    const folder = root();
    const lines = whole.toString("utf8").split("\n");
    for (const body of [
      "",
      "null",
      "[]",
      "{}",
      "0",
      "[null]",
      '"x"',
      (lines[1] ?? "").split("\t")[1]?.slice(0, -1),
    ]) {
      const spoiled = [lines[0], `${lines[1]?.split("\t")[0]}\t${body}`, ...lines.slice(2)].join("\n");
      expect(foundIn(asWritten(folder, spoiled)).map(([id]) => id)).toEqual(ids.slice(1));
    }
  });

  it.each<readonly [string, Uint8Array | string]>([
    ["empty", ""],
    ["zeros", new Uint8Array(4096)],
    ["not text", Uint8Array.of(0xff, 0xfe, 0xff, 10, 10)],
    ["another file", '{ "a": 1 }\n'],
    ["without its first line", whole.subarray(whole.indexOf(10) + 1)],
    ["with tabs alone", `${whole.toString("utf8").split("\n")[0]}\n\t\t\t\n\t\n\n`],
    [
      "with lines of another form",
      `${whole.toString("utf8").split("\n")[0]}\nx\ty\n{\t{\n1\t1\nnull\t[]\n[]\t[]\n`,
    ],
  ])("gives nothing where it is %s, and is made anew", (_name, bytes) => {
    const folder = root();
    const cache = asWritten(folder, bytes);
    expect(foundIn(cache)).toEqual([]);
    for (const id of ids) cache.put(`key of ${id}`, readingFor(id));
    cache.save(ids);
    expect(foundIn(open(folder))).toEqual([...expected]);
  });

  it("or cannot be written costs nothing but time", () => {
    const folder = root();
    writeFileSync(join(folder, ".idse/.local"), "a file\n");
    const cache = open(folder);
    cache.put("k", readingFor(first));
    expect(() => cache.save([first])).not.toThrow();
    expect(readFileSync(join(folder, ".idse/.local"), "utf8")).toBe("a file\n");
    const inTheWay = root();
    mkdirSync(join(readingsIn(inTheWay), name), { recursive: true });
    const other = open(inTheWay);
    other.put("k", readingFor(first));
    expect(() => other.save([first])).not.toThrow();
  });
});

describe("saving", () => {
  it("renews the file of the session that changed, and no other", () => {
    const folder = root();
    const ids = Array.from({ length: 64 }, (_, index) => `s${index}`);
    filled(folder, ids);
    const before = filesIn(folder);
    expect(Object.keys(before).length).toBeGreaterThan(8);
    const cache = open(folder);
    for (const id of ids) cache.get(id, `key of ${id}`);
    cache.put("new", readingFor("s7"));
    cache.save(ids);
    const after = filesIn(folder);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.keys(after).filter((one) => after[one] !== before[one])).toHaveLength(1);
    expect(open(folder).get("s7", "new")).toBeDefined();
  });

  it("writes nothing where nothing is new", () => {
    const folder = root();
    filled(folder, ["a"]);
    const cache = open(folder);
    cache.get("a", "key of a");
    rmSync(readingsIn(folder), { recursive: true });
    cache.save(["a"]);
    expect(existsSync(readingsIn(folder))).toBe(false);
  });
});
