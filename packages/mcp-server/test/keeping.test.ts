/** A tokens file as people change it. */
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import type { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import { beforeEach, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Redacted from "effect/Redacted";
import { addToken, byTokens, listTokens, removeToken } from "../src/index.ts";
import { temporaryFolder } from "./processes.ts";

const machine = Layer.merge(NodeFiles.layer, NodeProcessIdentity.layer);
const run = <A, E>(work: Effect.Effect<A, E, FilePrimitives | ProcessIdentity>): Promise<A> =>
  Effect.runPromise(Effect.provide(work, machine));

const now = new Date("2026-11-25T12:00:00Z");

describe("a tokens file", () => {
  let path = "";
  beforeEach(() => {
    path = join(temporaryFolder(), "new/tokens");
  });
  const add = (name: string, tenant = "shop") => addToken(path, { tenant, name, now });
  const names = async () => (await run(listTokens(path))).map(({ name }) => name);

  it("is made with its first token, which opens what it says", async () => {
    expect(await names()).toEqual([]);
    const { token } = await run(add("laptop"));
    const access = await Effect.runPromise(byTokens(path, () => undefined));
    expect(access.admit(`Bearer ${Redacted.value(token)}`)).toEqual({ _tag: "Admitted", tenant: "shop" });
    expect(readFileSync(path, "utf8")).not.toContain(Redacted.value(token));
  });

  it("is its owner's alone, also where it was not", async () => {
    await run(add("laptop"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    await run(add("desk"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("has a name once, whoever's it is", async () => {
    await run(add("laptop"));
    expect(await run(Effect.flip(add("laptop", "other")))).toMatchObject({
      _tag: "TokenNameTaken",
      name: "laptop",
      tenant: "shop",
    });
    expect(await names()).toEqual(["laptop"]);
  });

  it("loses the token that is taken away and nothing else", async () => {
    await run(add("laptop"));
    writeFileSync(path, `# Ours\n\n${readFileSync(path, "utf8")}# No more`);
    await run(add("desk"));
    expect(await run(removeToken(path, "laptop"))).toMatchObject({ name: "laptop", tenant: "shop" });
    expect(readFileSync(path, "utf8")).toMatch(/^# Ours\n\n# No more\n\{[^\n]*"desk"[^\n]*\}\n$/);
    expect(await run(Effect.flip(removeToken(path, "laptop")))).toMatchObject({ _tag: "TokenNameUnknown" });
  });

  it("that has a line which is none is left as it is", async () => {
    await run(add("laptop"));
    writeFileSync(path, `${readFileSync(path, "utf8")}{}\n`);
    const before = readFileSync(path, "utf8");
    for (const work of [add("desk"), removeToken(path, "laptop"), listTokens(path)])
      expect(await run(Effect.flip<unknown, unknown, FilePrimitives | ProcessIdentity>(work))).toMatchObject({
        _tag: "TokensUnreadable",
        message: expect.stringContaining("Line 2"),
      });
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("is not made where nothing is added", async () => {
    await run(Effect.flip(removeToken(path, "laptop")));
    expect(existsSync(path)).toBe(false);
  });
});
