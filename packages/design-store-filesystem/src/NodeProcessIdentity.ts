/**
 * Who this process is, and whether another still runs. Linux says it exactly, by boot id, start time and
 * process namespace; elsewhere the process id decides.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { type ProcessFacts, ProcessIdentity, type ProcessIdentityService } from "@idse/durable-files";
import * as Layer from "effect/Layer";

const orNull = (read: () => string): string | null => {
  try {
    return read().trim();
  } catch {
    // The file is there on Linux only, and a process may end while it is looked at.
    return null;
  }
};

interface ProcessStat {
  readonly state: string;
  readonly startedAt: string;
}

/** State and start time from /proc; the name before them may itself hold spaces and parentheses. */
const statOf = (pid: number): ProcessStat | null => {
  const line = orNull(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = line?.slice(line.lastIndexOf(")") + 2).split(" ") ?? [];
  const [state, startedAt] = [fields[0], fields[19]];
  return state === undefined || startedAt === undefined ? null : { state, startedAt };
};

const readSelf = (): ProcessFacts => {
  const namespace = orNull(() => readlinkSync("/proc/self/ns/pid"));
  return {
    pid: process.pid,
    host: namespace === null ? hostname() : `${hostname()} ${namespace}`,
    boot: orNull(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")),
    startedAt: statOf(process.pid)?.startedAt ?? null,
  };
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
};

const differ = (left: string | null, right: string | null): boolean =>
  left !== null && right !== null && left !== right;

const make = (): ProcessIdentityService => {
  let facts: ProcessFacts | undefined;
  const self = (): ProcessFacts => {
    facts ??= readSelf();
    return facts;
  };
  return {
    get self() {
      return self();
    },
    isAlive: (other) => {
      if (other.host !== self().host) return true;
      if (differ(other.boot, self().boot)) return false;
      if (!exists(other.pid)) return false;
      const stat = statOf(other.pid);
      if (stat === null) return true;
      // A killed process whose parent has not asked for it yet still has its number.
      return stat.state !== "Z" && stat.state !== "X" && !differ(other.startedAt, stat.startedAt);
    },
  };
};

export const nodeProcessIdentity: ProcessIdentityService = make();

export const layer: Layer.Layer<ProcessIdentity> = Layer.succeed(ProcessIdentity, nodeProcessIdentity);
