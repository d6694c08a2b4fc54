import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { NodeProcessIdentity } from "../src/index.ts";

const { self, isAlive } = NodeProcessIdentity.nodeProcessIdentity;

describe("a process", () => {
  it("is alive to itself, and no more once it has ended", () => {
    expect(self.pid).toBe(process.pid);
    expect(isAlive(self)).toBe(true);
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    expect(isAlive({ ...self, pid, startedAt: null })).toBe(false);
  });

  it("is alive while it runs, and gone as soon as it is killed", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"]);
    await once(child, "spawn");
    const other = { ...self, pid: child.pid ?? 0, startedAt: null };
    expect(isAlive(other)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(other)).toBe(false);
  });

  it("of before the last start of the machine is gone, though its number is in use", () => {
    expect(isAlive({ ...self, boot: "another start" })).toBe(self.boot === null);
    expect(isAlive({ ...self, startedAt: "another time" })).toBe(self.startedAt === null);
  });

  it("of another machine, or of one that says less, counts as alive", () => {
    expect(isAlive({ ...self, host: "elsewhere", pid: 2 ** 22 + 1 })).toBe(true);
    expect(isAlive({ ...self, boot: null, startedAt: null })).toBe(true);
  });
});
