/** What the agents' own programs sent to their hooks, held against what a person says the guard has to answer. */
import { readdirSync, readFileSync } from "node:fs";
import { stages } from "@idse/pipeline-artifacts/Stage";
import { describe, expect, it } from "@jest/globals";
import type { Agent } from "../src/payload/Payload.ts";
import { facts, verdict } from "./support.ts";

interface Recording {
  readonly agent: Agent;
  readonly program: string;
  readonly version: string;
  readonly payloads: ReadonlyArray<{
    readonly name: string;
    readonly planning: string;
    readonly implementation: string;
    readonly payload: object;
  }>;
}

const folder = new URL("./fixtures/recorded/", import.meta.url);
const recordings = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name): Recording => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

/** Intent, context and spec of the blueprint are signed off, as they were when this was recorded. */
const inMode = (mode: "planning" | "implementation") =>
  facts(mode, {
    session: "__blueprint__",
    signedOff: (_, session, stage) => session === "__blueprint__" && stages.indexOf(stage) < 3,
  });

describe.each(recordings)("$program $version", ({ agent, payloads }) => {
  it.each(payloads)("$name", ({ payload, planning, implementation }) => {
    const text = JSON.stringify(payload);
    expect([
      verdict(agent, text, inMode("planning")),
      verdict(agent, text, inMode("implementation")),
    ]).toEqual([planning, implementation]);
  });
});

it("has what five agents sent, 150 payloads and more", () => {
  expect(new Set(recordings.map(({ agent }) => agent)).size).toBeGreaterThanOrEqual(5);
  expect(recordings.flatMap(({ payloads }) => payloads).length).toBeGreaterThanOrEqual(150);
});
