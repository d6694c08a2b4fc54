import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDocument } from "@idse/design-store";
import { acquireLock, LockBusy } from "@idse/durable-files";
import { afterAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { NodeFiles, NodeProcessIdentity } from "../src/index.ts";
import { bundledScript } from "./bundledScript.ts";
import { provided, realStore, startChild } from "./processes.ts";
import { documentRef } from "./scenarios.ts";
import { temporaryRoot } from "./temporary.ts";

const { nodeFiles } = NodeFiles;
const { nodeProcessIdentity } = NodeProcessIdentity;

const scripts = realpathSync(mkdtempSync(join(tmpdir(), "store-script-")));
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

const allEnd = async (name: string, inputs: ReadonlyArray<ReadonlyArray<string>>): Promise<void> => {
  const script = await bundledScript(name, scripts);
  const ended = await Promise.all(inputs.map((input) => startChild(script, input).ended));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(inputs.map(() => [0, ""]));
};

describe("twenty processes at once", () => {
  it("lose no change of one document", async () => {
    const root = temporaryRoot();
    const names = Array.from({ length: 20 }, (_, index) => `writer-${index}`);
    await allEnd(
      "append-lines.ts",
      names.map((name) => [root, name, "5"]),
    );
    const found = await Effect.runPromise(provided(readDocument(documentRef("spec")), realStore(root)));
    const lines = found._tag === "Missing" ? [] : found.content.trimEnd().split("\n");
    expect(lines.sort()).toEqual(
      names.flatMap((name) => [0, 1, 2, 3, 4].map((index) => `${name}.${index}`)).sort(),
    );
  });

  it("lose no count under a lock", async () => {
    const folder = temporaryRoot();
    writeFileSync(`${folder}/counter`, "0");
    await allEnd(
      "count-under-lock.ts",
      Array.from({ length: 20 }, () => [folder, "25"]),
    );
    expect(readFileSync(`${folder}/counter`, "utf8")).toBe("500");
  });
});

describe("a lock between real processes", () => {
  it("is kept from others while its holder lives, and free at once when it is killed", async () => {
    const folder = temporaryRoot();
    for (let round = 0; round < 3; round += 1) {
      const { child, ended } = startChild("hold-lock.ts", [folder]);
      if (child.stdout === null) throw new Error("the child has an output");
      await once(child.stdout, "data");
      const take = () => acquireLock(nodeFiles, nodeProcessIdentity, `${folder}/lock`, { waitMs: 0 });
      expect(take).toThrow(LockBusy);
      child.kill("SIGKILL");
      await ended;
      take().release();
    }
  });
});
