import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import {
  DesignStore,
  Malformed,
  newOperation,
  Rejected,
  readDocument,
  sessionsOf,
  Unavailable,
  writeDocument,
} from "@idse/design-store";
import { FilePrimitives } from "@idse/durable-files";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import { NodeFiles } from "../src/index.ts";
import { killedFiles, refuse, watchedFiles } from "./faults.ts";
import { commit, machine, provided, realStore, seed } from "./processes.ts";
import { documentRef, scenarios, textOf } from "./scenarios.ts";
import { temporaryRoot, trackedFiles } from "./temporary.ts";

const run = <A, E>(root: string, program: Effect.Effect<A, E, DesignStore>) =>
  Effect.runPromise(provided(program, realStore(root)));

const seeded = async () => {
  const root = temporaryRoot();
  await seed(root);
  return root;
};

const headsOf = (project = "demo") => DesignStore.use((store) => store.heads({ project }));
const local = (root: string) => `${root}/.idse/.local`;
const session = (root: string, name = "checkout") => `${root}/.idse/projects/demo/sessions/${name}`;

/** What a killed commit of several documents left behind: the record stands, nothing is in place yet. */
const withPendingCommit = async (): Promise<string> => {
  for (let killAt = 1; ; killAt += 1) {
    const root = await seeded();
    const dying = machine().start(root, killedFiles(killAt));
    const exit = await Effect.runPromiseExit(provided(commit(scenarios["several documents"]), dying.layer));
    rmSync(`${local(root)}/locks`, { recursive: true, force: true });
    if (Exit.isSuccess(exit)) throw new Error("no operation leaves a pending commit");
    const journal = `${local(root)}/journal`;
    if (existsSync(journal) && readdirSync(journal).some((name) => name.endsWith(".forward"))) return root;
  }
};

describe("reading", () => {
  it("creates nothing", async () => {
    const root = temporaryRoot();
    await run(root, Effect.all([readDocument(documentRef("spec")), headsOf(), sessionsOf("demo")]));
    expect(readdirSync(`${root}/.idse`)).toEqual([]);
  });

  it("works where there is no .idse", async () => {
    const root = temporaryRoot();
    rmSync(`${root}/.idse`, { recursive: true });
    expect((await run(root, readDocument(documentRef("spec"))))._tag).toBe("Missing");
    expect((await run(root, headsOf())).heads).toEqual([]);
  });

  it("finishes what a dead process left", async () => {
    const root = await withPendingCommit();
    expect(trackedFiles(root)["projects/demo/sessions/checkout/intents/intent.md"]).toBe(
      textOf(documentRef("intent")),
    );
    expect((await run(root, readDocument(documentRef("intent"))))._tag).toBe("Missing");
    expect(readdirSync(`${local(root)}/journal`)).toEqual([]);
  });

  it("reads what is there where it may not write", async () => {
    const root = await withPendingCommit();
    for (const code of ["EACCES", "EROFS"]) {
      const readOnly = watchedFiles((_, operation, path) => {
        if (["create", "rename", "link", "remove", "removeTree", "makeDirectory"].includes(operation))
          refuse(operation, path, code);
      });
      const layer = realStore(root, Layer.succeed(FilePrimitives, readOnly));
      const found = await Effect.runPromise(provided(readDocument(documentRef("intent")), layer));
      expect(found).toMatchObject({ content: textOf(documentRef("intent")) });
    }
  });

  it("says which file is not text, and lists all others", async () => {
    const root = await seeded();
    writeFileSync(`${session(root)}/specs/spec.md`, Buffer.from([0x23, 0xff, 0xfe]));
    const failure = await run(root, Effect.flip(readDocument(documentRef("spec"))));
    expect(failure).toBeInstanceOf(Malformed);
    expect(failure).toMatchObject({ path: ".idse/projects/demo/sessions/checkout/specs/spec.md" });
    const kinds = (await run(root, headsOf())).heads.map((head) => head.ref.kind);
    expect(kinds.sort()).toEqual(["intent", "project", "session", "spec"]);
    const other = await run(root, readDocument(documentRef("intent")));
    expect(other._tag).toBe("StoredDocument");
  });

  it("takes no file, dotted folder or unsafe name for a session", async () => {
    const root = await seeded();
    writeFileSync(`${session(root, "CURRENT_SESSION")}`, "checkout\n");
    for (const name of [".trash", "con", "ends-with-dot."]) {
      mkdirSync(`${session(root, name)}/specs`, { recursive: true });
      writeFileSync(`${session(root, name)}/specs/spec.md`, "x\n");
    }
    mkdirSync(session(root, "empty"));
    expect(await run(root, sessionsOf("demo"))).toEqual(["checkout"]);
  });

  it("lists every kind that a session has", async () => {
    const root = temporaryRoot();
    const kinds = ["spec", "session", "state", "narrative", "profile", "claim/c1", "claim/c2"] as const;
    for (const kind of kinds) await run(root, writeDocument(documentRef(kind), `${kind}\n`));
    for (const kind of ["project", "registry", "constitution"] as const)
      await run(root, writeDocument(documentRef(kind, null), `${kind}\n`));
    const found = (await run(root, headsOf())).heads.map((head) => head.ref.kind);
    expect(found.sort()).toEqual([...kinds, "project", "registry", "constitution"].sort());
  });

  it("sees what an editor wrote", async () => {
    const root = await seeded();
    writeFileSync(`${session(root)}/specs/spec.md`, "edited\r\n");
    expect(await run(root, readDocument(documentRef("spec")))).toMatchObject({ content: "edited\r\n" });
  });
});

describe("writing", () => {
  it("keeps its own files out of git's sight", async () => {
    const root = await seeded();
    expect(readdirSync(`${root}/.idse`).sort()).toEqual([".local", "projects"]);
    expect(readdirSync(local(root))).toContain(".gitignore");
    expect(Object.keys(trackedFiles(root)).filter((path) => path.includes(".tmp"))).toEqual([]);
  });

  it("leaves nothing unfinished behind", async () => {
    const root = await seeded();
    for (const changes of Object.values(scenarios)) await run(root, Effect.result(commit(changes)));
    for (const folder of ["staged", "journal"]) expect(readdirSync(`${local(root)}/${folder}`)).toEqual([]);
  });

  it("clears what a killed process left, and finishes its commit first", async () => {
    const root = await withPendingCommit();
    mkdirSync(`${local(root)}/staged/left`, { recursive: true });
    mkdirSync(`${local(root)}/journal/left`, { recursive: true });
    const unaware = {
      ...NodeFiles.nodeFiles,
      list: (path: string) => (path.endsWith("/journal") && !writing ? [] : NodeFiles.nodeFiles.list(path)),
    };
    let writing = false;
    const layer = realStore(root, Layer.succeed(FilePrimitives, unaware));
    const program = DesignStore.use((store) => {
      writing = true;
      return store.commit(scenarios["one document made"], newOperation());
    });
    await Effect.runPromise(provided(program, layer));
    expect([readdirSync(`${local(root)}/staged`), readdirSync(`${local(root)}/journal`)]).toEqual([[], []]);
    expect(trackedFiles(root)["projects/demo/sessions/checkout/intents/intent.md"]).toBeUndefined();
  });

  it("keeps a NUL character, which not every store takes", async () => {
    const root = temporaryRoot();
    await run(root, writeDocument(documentRef("spec"), "a\u0000b\n"));
    expect(await run(root, readDocument(documentRef("spec")))).toMatchObject({ content: "a\u0000b\n" });
  });

  it("keeps a file's permissions", async () => {
    const root = await seeded();
    const path = `${session(root)}/specs/spec.md`;
    chmodSync(path, 0o600);
    await run(root, writeDocument(documentRef("spec"), "changed\n"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("refuses a place where a folder or a file is in the way", async () => {
    const root = await seeded();
    mkdirSync(`${session(root)}/plans/plan.md`, { recursive: true });
    expect(await run(root, Effect.flip(writeDocument(documentRef("plan"), "x\n")))).toBeInstanceOf(Rejected);
    writeFileSync(`${session(root)}/tasks`, "a file\n");
    expect(await run(root, Effect.flip(writeDocument(documentRef("tasks"), "x\n")))).toBeInstanceOf(Rejected);
  });

  it("refuses two documents that are one file", async () => {
    const root = temporaryRoot();
    const constitution = (project: string) =>
      ({
        _tag: "Put",
        ref: { project, session: null, kind: "constitution" },
        content: `${project}\n`,
        expect: "absent",
      }) as const;
    expect(await run(root, Effect.flip(commit([constitution("a"), constitution("b")])))).toBeInstanceOf(
      Rejected,
    );
    expect(trackedFiles(root)).toEqual({});
  });

  it("says that it has no permission, and where", async () => {
    const root = await seeded();
    const files = watchedFiles((_, operation, path) => {
      if (operation === "rename" && path.includes("/staged/")) refuse(operation, path, "EACCES");
    });
    const layer = realStore(root, Layer.succeed(FilePrimitives, files));
    const failure = await Effect.runPromise(
      Effect.flip(provided(writeDocument(documentRef("spec"), "x\n"), layer)),
    );
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure.message).toMatch(/^Cannot rename \.idse\/.*: No permission\. \(EACCES\)$/);
  });

  it("says who holds the lock when the wait is over", async () => {
    const root = await seeded();
    const { start } = machine();
    const first = start(root, killedFiles(Number.POSITIVE_INFINITY));
    let asked: unknown;
    const inside = watchedFiles((_, operation, path) => {
      if (operation !== "create" || !path.includes("/staged/") || asked !== undefined) return;
      asked = Effect.runSyncExit(
        Effect.flip(provided(writeDocument(documentRef("plan"), "x\n"), first.layer)),
      );
    });
    await Effect.runPromise(provided(writeDocument(documentRef("spec"), "x\n"), start(root, inside).layer));
    expect(asked).toMatchObject({
      value: { _tag: "Unavailable", code: "EBUSY", message: expect.stringContaining("Process 2") },
    });
  });

  it("leaves a session alone that somebody made by hand in the same moment", async () => {
    const root = await seeded();
    const files = watchedFiles((_, operation) => {
      if (operation === "rename" && !existsSync(session(root, "fresh"))) {
        mkdirSync(`${session(root, "fresh")}/specs`, { recursive: true });
        writeFileSync(`${session(root, "fresh")}/specs/spec.md`, "by hand\n");
      }
    });
    const layer = realStore(root, Layer.succeed(FilePrimitives, files));
    const failure = await Effect.runPromise(Effect.flip(provided(commit(scenarios["a new session"]), layer)));
    expect(failure._tag).toBe("RevisionConflict");
    expect(readdirSync(session(root, "fresh"))).toEqual(["specs"]);
  });
});

describe("remembered operations", () => {
  const count = (root: string) => readdirSync(`${local(root)}/operations`).length;

  it("are kept to a bounded number, the latest among them", async () => {
    const root = await seeded();
    const operation = newOperation();
    const layer = realStore(root);
    const last = Effect.gen(function* () {
      for (let index = 0; index < 450; index += 1) yield* writeDocument(documentRef("plan"), `${index}\n`);
      const store = yield* DesignStore;
      const change = {
        _tag: "Put" as const,
        ref: documentRef("tasks"),
        content: "x\n",
        expect: "absent" as const,
      };
      const first = yield* store.commit([change], operation);
      return [first, yield* store.commit([change], operation)] as const;
    });
    const [first, again] = await Effect.runPromise(provided(last, layer));
    expect(again).toEqual(first);
    expect(count(root)).toBeLessThan(330);
  });

  it("are a cache: without them a repetition is a conflict", async () => {
    const root = await seeded();
    const operation = newOperation();
    const [change] = scenarios["one document made"];
    await run(root, commit([change], operation));
    rmSync(local(root), { recursive: true });
    expect((await run(root, Effect.flip(commit([change], operation))))._tag).toBe("RevisionConflict");
    expect((await run(root, readDocument(change.ref)))._tag).toBe("StoredDocument");
  });

  it("are not taken from a file that a power failure tore", async () => {
    const root = await seeded();
    const operation = newOperation();
    const [change] = scenarios["one document made"];
    const { start } = machine();
    const torn = watchedFiles((_, operationName, path) => {
      if (operationName === "create" && path.endsWith(".begun")) {
        writeFileSync(path, "[{");
        refuse(operationName, path, "EIO");
      }
    });
    await Effect.runPromise(Effect.result(provided(commit([change], operation), start(root, torn).layer)));
    await Effect.runPromise(provided(commit([change], operation), start(root).layer));
    expect((await run(root, readDocument(change.ref)))._tag).toBe("StoredDocument");
  });
});

describe("a root", () => {
  it("may end in a slash or be reached by a link", async () => {
    const root = await seeded();
    const link = `${temporaryRoot()}/link`;
    symlinkSync(root, link);
    for (const each of [`${root}/`, link])
      expect((await run(each, readDocument(documentRef("spec"))))._tag).toBe("StoredDocument");
    expect(NodeFiles.nodeFiles.realPath(link)).toBe(root);
  });
});
