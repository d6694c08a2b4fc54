/**
 * A lock between processes that a dead holder never blocks and that nobody can steal from a live one.
 *
 * A lock is a directory. Each holder adds the next generation: a file named by a number, made by a hard
 * link of a finished token, so that one process wins it and nobody reads half a token. Its release
 * renames it to `<number>.released`. The highest generation says who holds the lock: nobody, if it is
 * released or its process is gone. Nothing is decided by age.
 *
 * A token that cannot be read was torn by a power failure, or is being written where there are no hard
 * links. It counts as free; whoever follows it looks again after winning, and the writer looks for a
 * follower after writing, so that at most one of the two goes on.
 */
import * as Data from "effect/Data";
import { claimName, renameOver } from "./AtomicFile.ts";
import { failedWith, quietly, randomName } from "./Failures.ts";
import { FileFailure, type FilePrimitivesService } from "./FilePrimitives.ts";
import { encodeToken, readToken } from "./LockToken.ts";
import type { ProcessFacts, ProcessIdentityService } from "./ProcessIdentity.ts";

/** Somebody who is alive, or on another machine, kept the lock until the wait was over. */
export class LockBusy extends Data.TaggedError("LockBusy")<{
  readonly directory: string;
  /** The holder's generation file; removing it frees the lock of a machine that is gone. */
  readonly path: string;
  readonly holder: ProcessFacts;
  readonly message: string;
}> {}

export interface LockOptions {
  /** How long to wait for a live holder, in milliseconds of pauses. 30 000 unless told. */
  readonly waitMs?: number;
  /** From 0 to below 1; spreads the pauses of processes that wait together. */
  readonly random?: () => number;
}

/** A lock that is held. */
export interface HeldLock {
  readonly generation: number;
  readonly release: () => void;
}

interface Seen {
  readonly generation: number;
  readonly released: boolean;
}

/** Older generations stay for a while, so that a process that listed long ago finds its next number taken. */
const kept = 8;
/** How often a winner also clears what killed processes left. */
const sweepEvery = 64;
const emptyBytes = new Uint8Array(0);
const generationName = /^(\d+)(\.released)?$/;

const highestIn = (files: FilePrimitivesService, directory: string): Seen => {
  const released = new Set<number>();
  let generation = 0;
  for (const entry of files.list(directory)) {
    const match = generationName.exec(entry.name);
    if (match === null) continue;
    generation = Math.max(generation, Number(match[1]));
    if (match[2] !== undefined) released.add(Number(match[1]));
  }
  return { generation, released: released.has(generation) };
};

/** The live holder of a generation, if it has one. */
const holderOf = (
  files: FilePrimitivesService,
  identity: ProcessIdentityService,
  directory: string,
  seen: Seen,
): ProcessFacts | undefined => {
  if (seen.generation === 0 || seen.released) return undefined;
  const facts = readToken(files, `${directory}/${seen.generation}`);
  return facts !== undefined && identity.isAlive(facts) ? facts : undefined;
};

/** Who holds a lock now, as far as can be seen without taking it. Throws `FileFailure`. */
export const lockHolder = (
  files: FilePrimitivesService,
  identity: ProcessIdentityService,
  directory: string,
): { readonly holder: ProcessFacts; readonly generation: number } | undefined => {
  const seen = highestIn(files, directory);
  const holder = holderOf(files, identity, directory, seen);
  return holder === undefined ? undefined : { holder, generation: seen.generation };
};

const removeOlder = (files: FilePrimitivesService, directory: string, generation: number): void => {
  for (const { name } of files.list(directory)) {
    const match = generationName.exec(name);
    const old = match !== null && Number(match[1]) < generation - kept;
    const left = name.endsWith(".tmp") && generation % sweepEvery === 0;
    if (old || left) quietly(() => files.remove(`${directory}/${name}`));
  }
};

/** Takes the lock, waiting for a live holder. Throws `LockBusy` or `FileFailure`. */
export const acquireLock = (
  files: FilePrimitivesService,
  identity: ProcessIdentityService,
  directory: string,
  options: LockOptions = {},
): HeldLock => {
  const random = options.random ?? Math.random;
  const token = encodeToken(identity.self);
  const temporary = `${directory}/.${randomName()}.tmp`;
  let staged = false;
  let left = options.waitMs ?? 30_000;
  let pause = 2;

  const waitFor = (holder: ProcessFacts, seen: Seen): void => {
    if (left <= 0) throw busy(directory, seen.generation, holder);
    const time = Math.min(left, 2 + random() * pause);
    files.pause(time);
    left -= time;
    pause = Math.min(18, pause * 2);
  };

  /** A finished token under the next number; false where another process was first. */
  const claim = (own: string): boolean => {
    if (!staged) files.create(temporary, token, false);
    staged = true;
    try {
      return claimName(files, temporary, own, token, false);
    } catch (error) {
      // A winner's sweep took the token away.
      if (!failedWith(error, "ENOENT")) throw error;
      staged = false;
      return false;
    }
  };

  /**
   * Whether the new generation is the highest, not one that was released before under the same number,
   * and the one before it still has no holder.
   */
  const isConfirmed = (seen: Seen): boolean => {
    const now = highestIn(files, directory);
    const first = now.generation === seen.generation + 1 && !now.released;
    return first && holderOf(files, identity, directory, seen) === undefined;
  };

  const takeAfter = (seen: Seen): boolean => {
    const own = `${directory}/${seen.generation + 1}`;
    let confirmed = false;
    if (!claim(own)) return false;
    try {
      confirmed = isConfirmed(seen);
    } finally {
      if (!confirmed) quietly(() => files.remove(own));
    }
    return confirmed;
  };

  files.makeDirectory(directory, { recursive: true });
  try {
    for (;;) {
      const seen = highestIn(files, directory);
      const holder = holderOf(files, identity, directory, seen);
      if (holder !== undefined) waitFor(holder, seen);
      else if (takeAfter(seen)) return held(files, directory, seen.generation + 1);
    }
  } finally {
    if (staged) quietly(() => files.remove(temporary));
  }
};

/** By a rename, which works on a full disk too; the number stays taken, so the highest never goes down. */
const release = (files: FilePrimitivesService, own: string): void => {
  try {
    renameOver(files, own, `${own}.released`);
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    if (error.code !== "ENOENT") quietly(() => files.create(`${own}.released`, emptyBytes, false));
  }
};

const held = (files: FilePrimitivesService, directory: string, generation: number): HeldLock => {
  quietly(() => removeOlder(files, directory, generation));
  return { generation, release: () => release(files, `${directory}/${generation}`) };
};

const busy = (directory: string, generation: number, holder: ProcessFacts): LockBusy =>
  new LockBusy({
    directory,
    path: `${directory}/${generation}`,
    holder,
    message: `Process ${holder.pid} on ${holder.host} is still writing. If that machine is gone, remove ${directory}/${generation}.`,
  });

/** Runs `body` while holding the lock of `directory`. Throws what the body throws, `LockBusy` or `FileFailure`. */
export const withLock = <A>(
  files: FilePrimitivesService,
  identity: ProcessIdentityService,
  directory: string,
  body: () => A,
  options: LockOptions = {},
): A => {
  const lock = acquireLock(files, identity, directory, options);
  try {
    return body();
  } finally {
    lock.release();
  }
};
