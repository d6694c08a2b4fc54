import { beforeAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import type { Misuse } from "../../src/Failure.ts";
import { type QueryName, queryNames, queryRows } from "../../src/results/Query.ts";
import { query } from "../../src/use-cases/query.ts";
import { setStage } from "../../src/use-cases/setStage.ts";
import { filled, type Memory, memoryShop } from "../support.ts";

let shop: Memory;

beforeAll(async () => {
  shop = await memoryShop();
  await shop.edit("checkout", "intent", filled);
  await shop.edit("checkout", "spec", (text) =>
    text.replace("## ", "Takes =money=.\n\n- **FR-7**: Pay.\n\n## "),
  );
});

const ask = async (name: string, options: { session?: string; limit?: number; pattern?: string } = {}) => {
  const search =
    options.pattern === undefined ? null : { pattern: options.pattern, regex: false, ignoreCase: false };
  return shop.run(query({ name, search, limit: options.limit ?? null }), options.session);
};

const fails = async (name: string, pattern?: string): Promise<Misuse> => {
  const search = pattern === undefined ? null : { pattern, regex: false, ignoreCase: false };
  return shop.run(Effect.flip(query({ name, search, limit: null })) as Effect.Effect<Misuse, never>);
};

describe("a question", () => {
  it.each(queryNames)("%s is answered with rows that have its columns and no others", async (name) => {
    const { value } = await ask(name, name === "text" ? { pattern: "money" } : {});
    expect(value.columns).toEqual(Object.keys(queryRows[name as QueryName].shape));
    for (const row of value.rows) expect(Object.keys(row)).toEqual(value.columns);
    expect(value.total).toBe(value.rows.length);
  });

  it("of sessions lists each by its id with how far it is", async () => {
    const { value } = await ask("sessions");
    expect(value.rows).toMatchObject([
      { session: "__blueprint__", type: "blueprint", completed: 0, stages: 7 },
      { session: "checkout", type: "feature", name: "Checkout", parent: "__blueprint__", completed: 1 },
    ]);
  });

  it("of artifacts tells the digest and what nobody has touched", async () => {
    const { value } = await ask("artifacts", { session: "checkout" });
    expect(value.rows.length).toBe(7);
    expect(value.rows).toMatchObject([
      { stage: "intent", untouched: false, openMarkers: 0, digest: expect.stringMatching(/^sha256:/) },
      { stage: "context", untouched: true },
      { stage: "spec", path: ".idse/projects/shop/sessions/checkout/specs/spec.md", untouched: false },
      {},
      {},
      {},
      {},
    ]);
  });

  it("of stages says who signed what", async () => {
    await shop.run(setStage({ id: "checkout", stage: "intent", status: "completed" }));
    const { value } = await ask("stage-status", { session: "checkout" });
    expect(value.rows.slice(0, 2)).toMatchObject([
      { stage: "intent", state: "completed", signedOffBy: "ada", agent: expect.any(String) },
      { stage: "context", state: "pending", signedOffBy: null },
    ]);
  });

  it("of specs in progress leaves out what nobody has begun", async () => {
    const { value } = await ask("specs-in-progress");
    expect(value.rows).toMatchObject([{ session: "checkout", state: "in_progress" }]);
  });

  it("of gaps names the place", async () => {
    const { value } = await ask("trace-gaps");
    expect(value.rows).toMatchObject([
      { session: "checkout", stage: "spec", id: "FR-7", missing: "criterion" },
    ]);
  });

  it("of words takes them as they are, and says where they stand", async () => {
    const { value } = await ask("text", { pattern: "=money=." });
    expect(value.rows).toMatchObject([
      { session: "checkout", stage: "spec", match: "=money=.", text: "Takes =money=.", column: 7 },
    ]);
  });

  it("says what a limit left out", async () => {
    const { value, notes } = await ask("stage-status", { limit: 3 });
    expect(value).toMatchObject({ total: 14, truncated: true });
    expect(value.rows.length).toBe(3);
    expect(notes).toEqual(["These are 3 of 14 rows; --limit left the others out."]);
  });

  it("of what is unsynced says so where there is no remote", async () => {
    const { value, notes } = await ask("unsynced");
    expect(value.rows).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^No remote is configured/)]);
  });

  it("that is none is misuse, as is a pattern where none is taken", async () => {
    expect((await fails("nothing")).hint).toContain("specs-in-progress");
    expect((await fails("text")).problem).toBe("Say what to search for.");
    expect((await fails("sessions", "x")).problem).toMatch(/^sessions takes no pattern/);
  });
});
