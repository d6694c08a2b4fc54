import { type Stage, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ResultOf } from "../src/results/Results.ts";
import { WorkPacketResult } from "../src/results/Work.ts";
import { estimateTokens } from "../src/TokenEstimate.ts";
import { promptLimit, promptOf } from "../src/WorkPrompt.ts";
import { tokens } from "./tokens.ts";

type Packet = ResultOf<"work-packet">;

const finding = (message: string, line: number | null): Packet["findings"][number] => ({
  rule: "article-3/requires-input",
  article: "III",
  severity: "error",
  category: "open",
  project: "shop",
  session: "checkout",
  stage: "spec",
  path: "spec.md",
  line,
  column: line,
  endLine: line,
  endColumn: line,
  message,
  hint: null,
  fingerprint: "f",
  waiver: null,
  baselined: false,
  fix: null,
});

const packet = (over: Partial<Packet> = {}): Packet => ({
  schemaVersion: 1,
  kind: "work-packet",
  project: "shop",
  session: "checkout",
  stage: "spec",
  state: "pending",
  agent: { id: "claude-code", mode: "planning" },
  done: false,
  message: null,
  waitsFor: [],
  staleBecause: [],
  read: [],
  write: [{ stage: "spec", path: "specs/spec.md", digest: null }],
  leave: [],
  findings: [],
  definitionOfDone: "it names nothing.",
  commands: ["idse validate"],
  signOff: null,
  resolvedBy: "flag",
  ...over,
});

/** A name as it may be found on disk: long, and of any script. */
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 255 });
const stage = fc.constantFrom<Stage>(...stages);
const path = fc.option(
  fc.tuple(name, name).map(([a, b]) => `.idse/projects/${a}/sessions/${b}/specs/spec.md`),
);
const any: fc.Arbitrary<Packet> = fc
  .record({
    project: name,
    session: name,
    agent: fc.option(fc.record({ id: name, mode: fc.constantFrom("planning", "implementation") })),
    waitsFor: fc.subarray([...stages]),
    staleBecause: fc.array(
      fc.record({ stage, session: fc.option(name), sections: fc.array(name, { maxLength: 30 }) }),
      { maxLength: 3 },
    ),
    read: fc.array(
      fc.record({ session: name, stage, path, digest: fc.constant(`sha256:${"a".repeat(64)}`) }),
      {
        maxLength: 3,
      },
    ),
    write: fc.array(fc.record({ stage, path, digest: fc.constant(null) }), { minLength: 1, maxLength: 1 }),
    leave: fc.array(
      fc.record({ what: name, path: fc.constant(null), because: fc.constantFrom("a", "b", "c") }),
      { maxLength: 12 },
    ),
    findings: fc.array(
      fc
        .tuple(fc.string({ unit: "grapheme", maxLength: 400 }), fc.option(fc.nat()))
        .map((one) => finding(...one)),
      { maxLength: 60 },
    ),
    definitionOfDone: name,
    commands: fc.array(name, { maxLength: 4 }),
  })
  .map((over) => packet(over as Partial<Packet>));

describe("a prompt", () => {
  it("stays within its tokens, whatever is found and however things are called", () => {
    fc.assert(
      fc.property(any, (one) => {
        const prompt = promptOf(one);
        return estimateTokens(prompt) <= promptLimit && tokens(prompt) < 1500;
      }),
      { numRuns: 60 },
    );
  });

  it("is the same for the same packet", () => {
    fc.assert(
      fc.property(any, (one) => promptOf(one) === promptOf(structuredClone(one))),
      { numRuns: 20 },
    );
  });

  it("keeps what is to be done and lists as many open places as fit, in their order", () => {
    const findings = Array.from({ length: 300 }, (_, index) => finding("Say what it is.", index + 1));
    const prompt = promptOf(packet({ findings }));
    expect(prompt).toMatch(/^You are claude-code, in planning mode\. The session is shop\/checkout\. Next: /);
    expect(prompt).toContain("Write:\n- specs/spec.md\n");
    expect(prompt).toContain("Open:\n- 1:1 Say what it is.\n- 2:2 Say what it is.\n");
    const shown = [...prompt.matchAll(/^- \d+:\d/gm)].length;
    expect(shown).toBeGreaterThan(60);
    expect(prompt).toContain(`- ${300 - shown} more: idse validate --session checkout --through spec\n`);
    expect(estimateTokens(prompt)).toBeGreaterThan(promptLimit - 60);
  });

  it("has room for saying what was left out, and leaves out the last ones", () => {
    for (let length = 1; length < 60; length++) {
      const findings = Array.from({ length: 300 }, (_, index) =>
        finding("x".repeat(index === 0 ? 150 : length), index + 1),
      );
      const prompt = promptOf(packet({ findings }));
      expect(estimateTokens(prompt)).toBeLessThanOrEqual(promptLimit);
      const lines = [...prompt.matchAll(/^- (\d+):\d/gm)].map(([, line]) => Number(line));
      expect(lines).toEqual(lines.map((_, index) => index + 1));
    }
  });

  it("says in one line why there is nothing to do", () => {
    expect(promptOf(packet({ stage: null, done: true, message: "All stages are completed." }))).toBe(
      "shop/checkout: All stages are completed.\n",
    );
  });

  it("tells an implementer that there is more to write than the document", () => {
    const over: Partial<Packet> = {
      stage: "implementation",
      write: [{ stage: "implementation", path: "implementation/README.md", digest: null }],
    };
    const code = "- the code that the tasks ask for\n";
    expect(promptOf(packet({ ...over, agent: { id: "codex", mode: "implementation" } }))).toContain(code);
    expect(promptOf(packet({ ...over, agent: { id: "lone", mode: "planning" } }))).not.toContain(code);
  });

  it("names the command where a document has no path", () => {
    const prompt = promptOf(
      packet({
        read: [{ session: "base", stage: "spec", path: null, digest: `sha256:${"b".repeat(64)}` }],
        write: [{ stage: "spec", path: null, digest: null }],
      }),
    );
    expect(prompt).toContain(
      "- idse artifact show --stage spec --session base (the spec of base, which this session is built on; sha256:bbbbbbbbbbbb)\n",
    );
    expect(prompt).toContain("- idse artifact write --stage spec --session checkout --expect absent\n");
  });
});

it("is made of packets as they are published", () => {
  expect(WorkPacketResult.safeParse(packet()).success).toBe(true);
});
