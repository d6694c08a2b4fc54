import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  acquireLock,
  FileFailure,
  type FilePrimitivesService,
  type HeldLock,
  LockBusy,
  type ProcessFacts,
  type ProcessIdentityService,
  withLock,
} from "../src/index.ts";
import {
  faultyFiles,
  Killed,
  killedFiles,
  type MemoryFiles,
  memoryFiles,
  operationsOf,
  outcomeOf,
  upTo,
  watched,
} from "./memoryFiles.ts";

const directory = "/repo/.local/locks/documents";
const facts = (pid: number, host = "here"): ProcessFacts => ({ pid, host, boot: "b", startedAt: null });

/** Processes that are alive until they are said to be dead. */
const machine = () => {
  const dead = new Set<number>();
  const identity = (pid: number): ProcessIdentityService => ({
    self: facts(pid),
    isAlive: (other) => other.host !== "here" || !dead.has(other.pid),
  });
  return { dead, identity };
};

const once = { waitMs: 0, random: () => 0.5 };

const busyOf = (work: () => unknown): LockBusy | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof LockBusy) return error;
    throw error;
  }
};

describe("a lock", () => {
  it("is held by one process until it is released", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const first = acquireLock(files, identity(1), directory, once);
    const busy = busyOf(() => acquireLock(files, identity(2), directory, once));
    expect(busy?.holder.pid).toBe(1);
    expect(busy?.path).toBe(`${directory}/1`);
    first.release();
    expect(acquireLock(files, identity(2), directory, once).generation).toBe(2);
  });

  it("waits with growing pauses until the time is over", () => {
    const files = memoryFiles();
    const { identity } = machine();
    acquireLock(files, identity(1), directory, once);
    const pauses: Array<number> = [];
    const waiting = { ...files, pause: (time: number) => void pauses.push(time) };
    expect(busyOf(() => acquireLock(waiting, identity(2), directory, { waitMs: 200 }))).toBeInstanceOf(
      LockBusy,
    );
    expect(pauses.reduce((sum, time) => sum + time, 0)).toBeCloseTo(200);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20);
  });

  it("goes on as soon as the holder releases", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const first = acquireLock(files, identity(1), directory, once);
    let pauses = 0;
    const waiting = {
      ...files,
      pause: () => {
        pauses += 1;
        if (pauses === 3) first.release();
      },
    };
    expect(acquireLock(waiting, identity(2), directory).generation).toBe(2);
    expect(pauses).toBe(3);
  });

  it("is free at once when its holder is dead", () => {
    const files = memoryFiles();
    const { dead, identity } = machine();
    acquireLock(files, identity(1), directory, once);
    dead.add(1);
    expect(acquireLock(files, identity(2), directory, once).generation).toBe(2);
  });

  it("is not taken from another machine", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const elsewhere = { self: facts(7, "elsewhere"), isAlive: () => true };
    acquireLock(files, elsewhere, directory, once);
    const busy = busyOf(() => acquireLock(files, identity(2), directory, once));
    expect(busy?.message).toContain("Process 7 on elsewhere");
    expect(busy?.message).toContain(`${directory}/1`);
  });

  it("is free where a power failure tore the token", () => {
    const files = memoryFiles();
    files.write(`${directory}/5`, "");
    expect(acquireLock(files, machine().identity(2), directory, once).generation).toBe(6);
  });

  it("is left to a process that finished its token meanwhile", () => {
    const files = memoryFiles();
    files.write(`${directory}/5`, "");
    const racing = watched(files, (_, operation) => {
      if (operation === "link") files.write(`${directory}/5`, JSON.stringify(facts(1)));
    });
    const busy = busyOf(() => acquireLock(racing, machine().identity(2), directory, once));
    expect(busy?.holder.pid).toBe(1);
    expect(files.stat(`${directory}/6`)).toBeUndefined();
  });

  it("works where there are no hard links", () => {
    const files = memoryFiles();
    const linkless = watched(files, (_, operation, path) => {
      if (operation === "link") faultyFiles(files, { failAt: 1, code: "ENOTSUP" }).stat(path);
    });
    const { identity } = machine();
    acquireLock(linkless, identity(1), directory, once);
    expect(busyOf(() => acquireLock(linkless, identity(2), directory, once))).toBeInstanceOf(LockBusy);
  });

  it("keeps few files however often it is taken", () => {
    const files = memoryFiles();
    const { identity } = machine();
    files.write(`${directory}/.left.tmp`, "by a killed process");
    for (const pid of upTo(200)) acquireLock(files, identity(pid), directory, once).release();
    expect(files.list(directory).length).toBeLessThan(25);
    expect(files.stat(`${directory}/.left.tmp`)).toBeUndefined();
  });

  it("is released when the body throws, and gives its answer otherwise", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const body = () => {
      throw new RangeError("from the body");
    };
    expect(() => withLock(files, identity(1), directory, body, once)).toThrow(RangeError);
    expect(withLock(files, identity(2), directory, () => "answer", once)).toBe("answer");
  });

  it("never blocks the next process when its holder is killed at any operation", () => {
    const work = (files: FilePrimitivesService) =>
      withLock(files, machine().identity(1), directory, () => files.list(directory), once);
    for (const killAt of upTo(operationsOf(memoryFiles(), work))) {
      const files = memoryFiles();
      const { dead, identity } = machine();
      expect(outcomeOf(() => work(killedFiles(files, killAt)))).toBe("killed");
      dead.add(1);
      expect(busyOf(() => acquireLock(files, identity(2), directory, once))).toBeUndefined();
    }
  });

  it("is free after its release although the system refuses the rename", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const full = watched(files, (_, operation, path) => {
      if (operation === "rename") faultyFiles(files, { failAt: 1, code: "ENOSPC" }).stat(path);
    });
    acquireLock(full, identity(1), directory, once).release();
    expect(busyOf(() => acquireLock(files, identity(2), directory, once))).toBeUndefined();
  });

  it("may be released twice", () => {
    const files = memoryFiles();
    const { identity } = machine();
    const first = acquireLock(files, identity(1), directory, once);
    first.release();
    first.release();
    acquireLock(files, identity(2), directory, once);
    first.release();
    expect(busyOf(() => acquireLock(files, identity(3), directory, once))?.holder.pid).toBe(2);
  });

  it("does not stay with a living process in which any operation failed", () => {
    const work = (files: FilePrimitivesService) =>
      withLock(files, machine().identity(1), directory, () => undefined, once);
    for (const failAt of upTo(operationsOf(memoryFiles(), work))) {
      const files = memoryFiles();
      const { identity } = machine();
      outcomeOf(() => work(faultyFiles(files, { failAt, code: "ENOSPC" })));
      expect(busyOf(() => acquireLock(files, identity(2), directory, once))).toBeUndefined();
    }
  });
});

/** `die` ends a holder, `fall` the process that is just working at the lock; `refuse` fails its operation. */
type Step = "nothing" | "take" | "release" | "die" | "fall" | "refuse";

/**
 * Several processes interleaved: before any file operation of one, others may take the lock, release
 * it or die, and their own operations are interrupted in the same way. A process that is interrupted
 * for long acts on what it saw long ago, which is where locks break.
 */
class Interleaving {
  readonly files = memoryFiles();
  readonly #world = machine();
  readonly #holders = new Map<number, HeldLock>();
  readonly #steps: Array<Step>;
  readonly #linkless: boolean;
  #pids = 0;
  #depth = 0;

  constructor(steps: ReadonlyArray<Step>, linkless: boolean) {
    this.#steps = [...steps];
    this.#linkless = linkless;
  }

  run(): void {
    while (this.#steps.length > 0) this.#act(this.#steps.shift() ?? "nothing");
  }

  #act(step: Step): void {
    const [oldest] = this.#holders.keys();
    if (step === "take" && this.#depth < 6) this.#take();
    if (step === "release" && oldest !== undefined) {
      const lock = this.#holders.get(oldest);
      this.#holders.delete(oldest);
      unlessKilled(() => lock?.release());
    }
    if (step === "die" && oldest !== undefined) {
      this.#world.dead.add(oldest);
      this.#holders.delete(oldest);
    }
  }

  #take(): void {
    this.#pids += 1;
    const pid = this.#pids;
    const moment = () => this.#moment(pid);
    const files = watched(this.#linkless ? withoutLinks(this.files, moment) : this.files, moment);
    try {
      const lock = acquireLock(files, this.#world.identity(pid), directory, { waitMs: 6, random: () => 0 });
      if (this.#holders.size > 0)
        throw new Error(`process ${pid} took a lock that ${[...this.#holders.keys()]} holds`);
      this.#holders.set(pid, lock);
    } catch (error) {
      if (!(error instanceof LockBusy || error instanceof Killed || error instanceof FileFailure))
        throw error;
    }
  }

  /** What happens before an operation of a process. */
  #moment(pid: number): void {
    const step = this.#steps.shift() ?? "nothing";
    if (step === "fall") this.#world.dead.add(pid);
    if (this.#world.dead.has(pid)) throw new Killed();
    if (step === "refuse") faultyFiles(this.files, { failAt: 1, code: "ENOSPC" }).list(directory);
    this.#depth += 1;
    this.#act(step);
    this.#depth -= 1;
  }
}

const unlessKilled = (action: () => void): void => {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
};

/** Where a new file is empty for a moment before its bytes follow. */
const withoutLinks = (inner: MemoryFiles, moment: () => void): FilePrimitivesService => ({
  ...inner,
  link: (_, to) => faultyFiles(inner, { failAt: 1, code: "ENOTSUP" }).list(to),
  create: (path, bytes, durable) => {
    inner.create(path, new Uint8Array(0), durable);
    const made = inner.stat(path)?.ino;
    moment();
    if (inner.stat(path)?.ino === made) inner.write(path, new TextDecoder().decode(bytes));
  },
});

describe("a lock under every interleaving", () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Step>("nothing") },
    { weight: 4, arbitrary: fc.constant<Step>("take") },
    { weight: 3, arbitrary: fc.constant<Step>("release") },
    { weight: 1, arbitrary: fc.constant<Step>("die") },
    { weight: 1, arbitrary: fc.constant<Step>("fall") },
    { weight: 1, arbitrary: fc.constant<Step>("refuse") },
  );

  it.each([false, true])("is never held by two (without hard links: %s)", (linkless) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 160, size: "max" }), (steps) => {
        new Interleaving(steps, linkless).run();
      }),
      { numRuns: 1500 },
    );
  });
});
