/** Candidates for claims over documents in memory: what is read, what the gate is asked, and what a person types next. */
import { modifyDocument, writeDocument } from "@idse/design-store";
import { blueprintSession, type Stage, stages } from "@idse/pipeline-artifacts";
import { defaultConfig, layout, WorkspaceConfig } from "@idse/project-workspace";
import { beforeEach, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { describeFailure } from "../../src/describeFailure.ts";
import { demoteClaim } from "../../src/use-cases/blueprint/demote.ts";
import { type CandidateOptions, extractCandidates } from "../../src/use-cases/blueprint/extractCandidates.ts";
import { promoteClaim } from "../../src/use-cases/blueprint/promote.ts";
import { spawn } from "../../src/use-cases/createSession.ts";
import { Workspace } from "../../src/Workspace.ts";
import { filled, type Memory, memoryShop, signAt } from "../support.ts";

const files = "Here the files' texts are the truth.";

let shop: Memory;

const say = (session: string, stage: Stage, words: string) =>
  shop.edit(session, stage, (text) => `${filled(text)}\n${words}\n`);

const sign = (session: string, stage: Stage, at: string): Promise<void> => signAt(shop, session, stage, at);

const prepare = async (config?: WorkspaceConfig): Promise<void> => {
  shop = await memoryShop(config);
  await shop.run(spawn({ name: "voucher" }));
  for (const session of ["checkout", "voucher"])
    for (const stage of stages) await shop.edit(session, stage, filled);
  await say("checkout", "spec", files);
  await say("voucher", "plan", "*Here* the files\u2019 texts\nare the truth");
};
beforeEach(() => prepare());

const extracted = async (options: CandidateOptions = {}) => shop.run(extractCandidates(options));
const found = async (options: CandidateOptions = {}) => (await extracted(options)).value.candidates;

const promotion = (sources: ReadonlyArray<string>, more: { readonly revive?: boolean } = {}) =>
  promoteClaim({
    claim: files,
    classification: "invariant",
    sources: sources.map((source) => ({ source, quote: null })),
    ...more,
  });

describe("a candidate", () => {
  it("is shown with its places, what promote would say of it, and how it is typed", async () => {
    const [one] = await found();
    expect(one).toMatchObject({
      text: files,
      sessions: 2,
      stages: 2,
      sources: [
        {
          session: "checkout",
          stage: "spec",
          path: expect.stringMatching(/checkout\/specs\/spec\.md$/),
          named: true,
        },
        { session: "voucher", stage: "plan", signedOff: null, copyOf: null, named: true },
      ],
      takenBack: null,
      next: `idse blueprint promote --claim 'Here the files'\\'' texts are the truth.' --classification CLASS --source checkout:spec --source voucher:plan`,
    });
    const { value } = await shop.run(promotion(["checkout:spec", "voucher:plan"]));
    expect(one?.gate.unmet.map(({ code }) => code)).toEqual(
      value.tests.flatMap(({ passed, code }) => (passed ? [] : [code])),
    );
    expect(one?.gate).toMatchObject({
      allowed: false,
      minDays: 7,
      unmet: { 0: { code: "source-not-signed-off" } },
    });
  });

  it("goes through the gate with what is signed off, is then a claim, and comes back once that is taken back", async () => {
    await say("voucher", "feedback", files);
    await sign("checkout", "spec", "2026-11-01T09:00:00.000Z");
    await sign("voucher", "feedback", "2026-11-10T09:00:00.000Z");
    const [one] = await found();
    expect(one).toMatchObject({ sessions: 2, stages: 3, gate: { allowed: true, days: 9, unmet: [] } });
    expect(one?.next).toMatch(/CLASS --source checkout:spec --source voucher:feedback$/);
    const { value } = await shop.run(promotion(["checkout:spec", "voucher:feedback"]));
    expect(value).toMatchObject({ allowed: true, claim: { id: one?.id } });
    expect((await extracted()).value).toMatchObject({
      candidates: [],
      statistics: { sessions: 3, documents: 21, candidates: 0, inForce: 1 },
    });
    await shop.run(demoteClaim({ claimId: value.claim.shortId, reason: "a store may hold them" }));
    const [again] = await found();
    expect(again).toMatchObject({ takenBack: { status: "invalidated", reason: "a store may hold them" } });
    expect(again?.next).toMatch(/ --revive$/);
    expect(
      (await shop.run(promotion(["checkout:spec", "voucher:feedback"], { revive: true }))).value.allowed,
    ).toBe(again?.gate.allowed);
  });

  it("has no witness in what was taken over from the session above, whichever is listed first", async () => {
    await say(blueprintSession, "spec", files);
    const [one] = await found();
    expect(one?.sources.map(({ session, copyOf, named }) => [session, copyOf, named])).toEqual([
      [blueprintSession, null, true],
      ["checkout", { session: blueprintSession, stage: "spec" }, false],
      ["voucher", null, true],
    ]);
    expect(one?.sessions).toBe(2);
  });

  it("counts once for a document that was copied to a session beside it, for the older one", async () => {
    await shop.run(spawn({ name: "also" }));
    await shop.run(
      modifyDocument({ project: "shop", session: "also", kind: "session" }, (text = "") =>
        text.replace(/"created_at": "\d{4}/, '"created_at": "2099'),
      ),
    );
    let copy = "";
    await shop.edit("checkout", "spec", (text) => {
      copy = text;
      return text;
    });
    await shop.edit("also", "spec", () => copy.toUpperCase());
    const [one] = await found();
    expect(one?.sources.map(({ session, copyOf }) => [session, copyOf?.session ?? null])).toEqual([
      ["checkout", null],
      ["voucher", null],
      ["also", "checkout"],
    ]);
  });

  it("is not what a template of the repository's own says", async () => {
    await shop.run(
      Effect.map(Workspace, ({ writeText }) =>
        writeText(`${layout.templates}/plan.md`, `# Plan\n\n${files}\n`),
      ),
    );
    expect(await found()).toEqual([]);
  });

  it("is left out by a limit, and counted", async () => {
    await say("checkout", "tasks", "Prices are kept in cents.");
    await say("voucher", "context", "Prices are kept in cents.");
    const { value } = await extracted({ limit: 1 });
    expect(value).toMatchObject({
      candidates: [{ text: files }],
      statistics: { candidates: 2 },
      truncated: true,
    });
    expect((await extracted()).value.truncated).toBe(false);
  });

  it("is asked of several sessions, and none is no failure", async () => {
    expect((await extracted({ minSessions: 3 })).value).toMatchObject({ minSessions: 3, candidates: [] });
    expect(describeFailure(await shop.run(Effect.flip(extractCandidates({ minSessions: 1 }))))).toMatchObject(
      {
        code: "misuse",
        hint: "idse blueprint extract-candidates --min-sessions 2",
      },
    );
  });
});

it("leaves out what cannot be read, and says so", async () => {
  await shop.edit("checkout", "spec", (text) => `${"> ".repeat(400)}deep\n\n${text}`);
  await say("checkout", "context", "Prices are kept in cents.");
  await say("voucher", "feedback", "Prices are kept in cents.");
  const { value, notes } = await extracted();
  expect(value.candidates.map(({ text }) => text)).toEqual(["Prices are kept in cents."]);
  expect(notes).toEqual([expect.stringMatching(/checkout\/specs\/spec\.md is left out: \S/)]);
  await shop.run(writeDocument({ project: "shop", session: "voucher", kind: "state" }, "{"));
  const without = await extracted();
  expect(without.value).toMatchObject({ candidates: [], statistics: { sessions: 2, documents: 13 } });
  expect(without.notes[1]).toMatch(/voucher\/metadata\/state\.json:1:\d+: .* The session is left out\.$/);
});

it("has no paths where another store is the primary one", async () => {
  const store = { kind: "notion", projects: ["shop"], data_source: "0".repeat(32) };
  await prepare(WorkspaceConfig.parse({ ...defaultConfig, store }));
  expect((await found()).map(({ sources }) => sources.map(({ path }) => path))).toEqual([[null, null]]);
});
