import { beforeAll, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { ExportResult } from "../../src/results/Export.ts";
import { exportSessions } from "../../src/use-cases/exportSessions.ts";
import { filled, type Memory, memoryShop } from "../support.ts";

let shop: Memory;

beforeAll(async () => {
  shop = await memoryShop();
  await shop.edit("checkout", "intent", filled);
});

it("holds every session with its documents, their states and what was found", async () => {
  const { value } = await shop.run(exportSessions({ all: true }));
  expect(ExportResult.parse(value)).toEqual(value);
  expect(value.sessions.map((one) => one.id)).toEqual(["__blueprint__", "checkout"]);
  expect(value.summary).toMatchObject({ sessions: 2, documents: 14, stages: { completed: 1, total: 14 } });
  const [intent] = value.sessions[1]?.stages ?? [];
  expect(intent).toMatchObject({ stage: "intent", state: "completed", openMarkers: 0 });
  expect(intent?.text).toContain("# Intent");
  expect(value.findings.some((one) => one.session === "__blueprint__")).toBe(true);
});

it("holds the session that is meant, and says how that was known", async () => {
  const { value } = await shop.run(exportSessions({ all: false }), "checkout");
  expect(value).toMatchObject({ session: "checkout", resolvedBy: "flag", summary: { sessions: 1 } });
  expect(value.sessions.map((one) => one.id)).toEqual(["checkout"]);
  expect(value.findings.every((one) => one.session === "checkout")).toBe(true);
});

it("is the same for the same documents", async () => {
  const [one, other] = [
    await shop.run(exportSessions({ all: true })),
    await shop.run(exportSessions({ all: true })),
  ];
  expect(one).toEqual(other);
});

it("refuses all of them and one of them at once", async () => {
  const failure = await shop.run(Effect.flip(exportSessions({ all: true })), "checkout");
  expect(failure).toMatchObject({
    _tag: "Misuse",
    problem: "--all exports every session, and --session one.",
  });
});
