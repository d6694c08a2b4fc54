/** Tokens as they are made, kept and looked up, and a server that admits by them. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { byTokens, newToken, readTokens } from "../src/index.ts";
import { temporaryFolder } from "./processes.ts";
import { memoryOfEach, reaching, served } from "./serving.ts";

const now = new Date("2026-11-25T12:00:00Z");
const laptop = { tenant: "own", name: "laptop", now };
const spec = { project: "shop", session: "checkout", kind: "spec" } as const;

const bearer = (token: Redacted.Redacted) => `Bearer ${Redacted.value(token)}`;

/** A tokens file with these lines, and how a request with a header fares. */
const admitting = async (...lines: ReadonlyArray<string>) => {
  const path = join(temporaryFolder(), "tokens");
  writeFileSync(path, lines.join(""));
  const problems: Array<string> = [];
  const access = await Effect.runPromise(byTokens(path, (problem) => problems.push(problem)));
  const tenantOf = (authorization?: string) => {
    const admission = access.admit(authorization);
    return admission._tag === "Admitted" ? admission.tenant : null;
  };
  return { path, problems, access, tenantOf };
};

describe("a new token", () => {
  it("is another each time, and its line does not hold it", () => {
    const [one, two] = [newToken(laptop), newToken(laptop)];
    expect(Redacted.value(one.token)).not.toBe(Redacted.value(two.token));
    expect(Redacted.value(one.token)).toMatch(/^idse_[A-Za-z0-9_-]{43}$/);
    expect(one.line).not.toContain(Redacted.value(one.token).slice(5));
    expect(inspect(one, { depth: 9 })).not.toContain(Redacted.value(one.token));
  });

  it("is kept with its tenant, its name and its time", () => {
    const { line, entry } = newToken(laptop);
    expect(readTokens(line)).toEqual({ entries: [entry], problems: [] });
    expect(entry).toMatchObject({ tenant: "own", name: "laptop", createdAt: "2026-11-25T12:00:00.000Z" });
  });

  it.each(["", "../other", "A Tenant", "con"])("is not made for a tenant called %j", (tenant) => {
    expect(() => newToken({ ...laptop, tenant })).toThrow(TypeError);
  });
});

describe("a tokens file", () => {
  it("admits each of its tokens as its tenant, and no other text", async () => {
    const [own, other, unknown] = [
      newToken(laptop),
      newToken({ ...laptop, tenant: "other" }),
      newToken(laptop),
    ];
    const { tenantOf } = await admitting("# Tokens\n\n", own.line, other.line);
    expect(tenantOf(bearer(own.token))).toBe("own");
    expect(tenantOf(bearer(other.token).replace("Bearer", "bearer"))).toBe("other");
    for (const header of [
      undefined,
      "",
      "Bearer",
      "Bearer ",
      bearer(unknown.token),
      Redacted.value(own.token),
      `Basic ${Redacted.value(own.token)}`,
      `${bearer(own.token)}x`,
      `Bearer ${own.entry.hash}`,
    ])
      expect(tenantOf(header)).toBeNull();
  });

  it("counts as it is now: what is added opens, what is taken out does not", async () => {
    const [first, second] = [newToken(laptop), newToken({ ...laptop, tenant: "other" })];
    const { path, tenantOf } = await admitting(first.line);
    expect(tenantOf(bearer(second.token))).toBeNull();
    appendFileSync(path, second.line);
    expect(tenantOf(bearer(second.token))).toBe("other");
    writeFileSync(path, second.line);
    expect(tenantOf(bearer(first.token))).toBeNull();
  });

  it("that has gone opens nothing, and is told of once", async () => {
    const { token, line } = newToken(laptop);
    const { path, problems, tenantOf } = await admitting(line);
    rmSync(path);
    expect([tenantOf(bearer(token)), tenantOf(bearer(token))]).toEqual([null, null]);
    expect(problems).toEqual([`${path} cannot be read (ENOENT), so that no token opens anything.`]);
    writeFileSync(path, line);
    expect(tenantOf(bearer(token))).toBe("own");
  });

  it("with a line that is none goes on with the others, and names the line", async () => {
    const { token, line } = newToken(laptop);
    const { path, problems, tenantOf } = await admitting(line);
    appendFileSync(path, "nonsense\n");
    expect(tenantOf(bearer(token))).toBe("own");
    expect(problems).toEqual([expect.stringContaining("Line 2 is no token's entry")]);
  });

  it.each([
    ["is not there", undefined],
    ["has a line that is none", "nonsense\n"],
    ["names a tenant that cannot be one", newToken(laptop).line.replace('"own"', '"../own"')],
  ])("that %s is no beginning", async (_, text) => {
    const path = join(temporaryFolder(), "tokens");
    if (text !== undefined) writeFileSync(path, text);
    const failure = await Effect.runPromise(Effect.flip(byTokens(path, () => {})));
    expect(failure).toMatchObject({ _tag: "TokensUnreadable", path });
  });
});

describe("a server with a tokens file", () => {
  it("keeps tenants apart, shuts a token out that was taken away, and writes no token anywhere", async () => {
    const [own, other] = [newToken(laptop), newToken({ ...laptop, tenant: "other" })];
    const { path, access, problems } = await admitting(own.line, other.line);
    const told: Array<unknown> = [];
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const server = yield* served({
            access,
            storeOf: memoryOfEach(),
            onProblem: (problem) => told.push(problem),
          });
          const mine = yield* ArtifactCoreDesignStore.make(
            reaching(server, { token: Effect.succeed(own.token) }),
          );
          const theirs = yield* ArtifactCoreDesignStore.make(
            reaching(server, { token: Effect.succeed(other.token) }),
          );
          yield* mine.commit([{ _tag: "Put", ref: spec, content: "# Spec\n", expect: "absent" }], "op-1");
          expect((yield* theirs.heads({ project: "shop" })).heads).toEqual([]);
          writeFileSync(path, other.line);
          const failure = yield* Effect.flip(mine.get([spec]));
          expect(failure).toMatchObject({
            _tag: "Unauthorized",
            message: expect.stringContaining("unknown here, or was taken away"),
          });
          told.push(failure, JSON.stringify(failure), String(failure));
        }),
      ),
    );
    const everything = [inspect(told, { depth: 12 }), problems.join(), readFileSync(path, "utf8")].join();
    for (const { token } of [own, other]) expect(everything).not.toContain(Redacted.value(token));
  });
});
