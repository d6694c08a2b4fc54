/** Claims over documents in memory: the gate, the record, blueprint.md, and another primary store. */
import { type DesignStore, readDocument, writeDocument } from "@idse/design-store";
import { FileFailure } from "@idse/durable-files";
import { blueprintSession, type Stage, stages } from "@idse/pipeline-artifacts";
import { blueprintPaths, defaultConfig, WorkspaceConfig } from "@idse/project-workspace";
import { beforeEach, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { renewBlueprint } from "../../src/BlueprintFile.ts";
import { claimFactsOf } from "../../src/ClaimFacts.ts";
import { storedLedger } from "../../src/ClaimLedger.ts";
import { describeFailure } from "../../src/describeFailure.ts";
import type { Failure } from "../../src/Failure.ts";
import { listClaims } from "../../src/use-cases/blueprint/claims.ts";
import { declareClaim } from "../../src/use-cases/blueprint/declare.ts";
import { demoteClaim } from "../../src/use-cases/blueprint/demote.ts";
import { type PromoteOptions, promoteClaim } from "../../src/use-cases/blueprint/promote.ts";
import { reinforceClaim } from "../../src/use-cases/blueprint/reinforce.ts";
import { reportBlueprint } from "../../src/use-cases/blueprint/report.ts";
import { verifyClaims } from "../../src/use-cases/blueprint/verify.ts";
import { spawn } from "../../src/use-cases/createSession.ts";
import { spine } from "../../src/use-cases/spine.ts";
import { validate } from "../../src/use-cases/validate.ts";
import { Workspace } from "../../src/Workspace.ts";
import { filled, type Memory, memoryShop, signAt } from "../support.ts";

const files = "The files are the truth";
const offline = "No command needs a network";
const { blueprint: blueprintFile, meta } = blueprintPaths("shop", blueprintSession);

const source = (name: string, quote: string | null = null) => ({ source: name, quote });

const promotion = (claim: string, more: Partial<PromoteOptions> = {}): PromoteOptions => ({
  claim,
  classification: "invariant",
  sources: [source("checkout:spec"), source("voucher:feedback")],
  ...more,
});

/** Two sessions came to both claims, nine days apart. */
const prepared = async (config?: WorkspaceConfig): Promise<Memory> => {
  const shop = await memoryShop(config);
  await shop.run(spawn({ name: "voucher" }));
  for (const session of ["checkout", "voucher"])
    for (const stage of stages) await shop.edit(session, stage, filled);
  const say = (session: string, stage: Stage, words: string) =>
    shop.edit(session, stage, (text) => `${filled(text)}\n${words}\n`);
  await say("checkout", "spec", `Here *the files are\nthe truth*. ${offline}.`);
  await say("voucher", "feedback", `It held: the files are the truth, and no command needs a network.`);
  await say("voucher", "plan", `${files}.`);
  await say(blueprintSession, "intent", "Prices are in cents.");
  await signAt(shop, "checkout", "spec", "2026-11-01T09:00:00.000Z");
  await signAt(shop, "voucher", "feedback", "2026-11-10T09:00:00.000Z");
  return shop;
};

let shop: Memory;
beforeEach(async () => {
  shop = await prepared();
});

const fileOf = (path: string): Promise<string | null> =>
  shop.run(Effect.map(Workspace, ({ readText }) => readText(path)));
const putFile = (path: string, text: string): Promise<void> =>
  shop.run(Effect.map(Workspace, ({ writeText }) => writeText(path, text)));
const failureOf = async <A>(useCase: Effect.Effect<A, Failure, DesignStore | Workspace>) => {
  const { code, exit, hint } = describeFailure(await shop.run(Effect.flip(useCase)));
  return { code, exit, hint };
};

describe("a claim", () => {
  it("is promoted, reinforced, superseded and revived, and blueprint.md keeps what a person wrote", async () => {
    const mine = "# Blueprint\r\n\r\n- Our purpose: serve ten thousand clinics.\r\n";
    await putFile(blueprintFile, mine);
    const { value: first } = await shop.run(promoteClaim(promotion(files)));
    expect(first).toMatchObject({
      allowed: true,
      gate: { days: 9, minDays: 7 },
      blueprint: { path: blueprintFile, outcome: "written" },
      sources: [
        {
          session: "checkout",
          path: expect.stringMatching(/specs\/spec\.md$/),
          quote: "Here the files are the truth.",
        },
        { session: "voucher", signedOff: { at: "2026-11-10T09:00:00.000Z" } },
      ],
    });
    const { value: second } = await shop.run(promoteClaim(promotion(offline)));
    const claimId = first.claim.shortId;
    expect(await failureOf(promoteClaim(promotion("the *files* are the truth.")))).toEqual({
      code: "claim-in-force",
      exit: 1,
      hint: `idse blueprint reinforce --claim-id ${claimId} --source SESSION:STAGE`,
    });
    await shop.run(reinforceClaim({ claimId, sources: [source("voucher:plan")] }));
    const ending = { claimId, reason: "a store may hold them" };
    expect(await failureOf(demoteClaim({ ...ending, supersedingClaimId: claimId }))).toMatchObject({
      code: "misuse",
    });
    expect(await failureOf(demoteClaim({ ...ending, status: "superseded" }))).toMatchObject({
      code: "misuse",
    });
    expect(await failureOf(demoteClaim({ ...ending, reason: "  " }))).toMatchObject({ code: "misuse" });
    await shop.run(demoteClaim({ ...ending, supersedingClaimId: second.claim.shortId }));
    expect(await failureOf(demoteClaim(ending))).toMatchObject({ code: "claim-not-in-force", exit: 1 });
    expect((await shop.run(listClaims({ all: true }))).value.claims).toMatchObject([
      { status: "superseded", supersededBy: second.claim.id, events: { length: 3 } },
      { status: "active" },
    ]);
    expect(await failureOf(promoteClaim(promotion(files)))).toMatchObject({
      code: "claim-taken-back",
      exit: 1,
    });
    expect((await shop.run(promoteClaim(promotion(files, { revive: true })))).value.allowed).toBe(true);

    const text = (await fileOf(blueprintFile)) ?? "";
    expect(text.startsWith(mine)).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect((await shop.run(verifyClaims)).value).toMatchObject({
      valid: true,
      summary: { claims: 2, events: 5 },
    });
  });

  it("is denied with each test that is not met, and nothing is written for it", async () => {
    const { value } = await shop.run(promoteClaim(promotion("The moon is made of cheese", { minDays: 30 })));
    expect(value).toMatchObject({ allowed: false, event: null, blueprint: null });
    expect(value.tests.filter((one) => !one.passed)).toMatchObject([
      { code: "claim-not-in-source", how: expect.stringContaining("--quote") },
      { code: "insufficient-temporal-stability", how: expect.stringContaining("--min-days") },
    ]);
    const { value: dry } = await shop.run(promoteClaim(promotion(files, { dryRun: true })));
    expect(dry).toMatchObject({ allowed: true, event: null, blueprint: { outcome: "written" } });
    expect((await shop.run(storedLedger("shop"))).files).toEqual([]);
    expect(await fileOf(blueprintFile)).toBeNull();
  });

  it("is decided by somebody", async () => {
    expect(await failureOf(promoteClaim(promotion(files, { by: " " })))).toMatchObject({ code: "misuse" });
    expect(await failureOf(promoteClaim(promotion(files, { kind: "robot" })))).toMatchObject({
      code: "misuse",
    });
  });

  it.each<[string, string, string]>([
    ["a session that is not there", "nobody:spec", "session-not-found"],
    ["a stage that is none", "checkout:specs", "misuse"],
    ["no document", "checkout", "misuse"],
  ])("has no source in %s", async (_what, name, code) => {
    expect(await failureOf(promoteClaim(promotion(files, { sources: [source(name)] })))).toMatchObject({
      code,
    });
  });

  it("says the same of the same documents but for the time and the writer", async () => {
    const eventOf = async (by: string) => {
      shop = await prepared();
      await shop.run(promoteClaim(promotion(files, { by })));
      const [file] = (await shop.run(storedLedger("shop"))).files;
      return JSON.parse(file?.text ?? "");
    };
    const [{ at: _one, ...one }, { at: _two, ...two }] = [await eventOf("Ada"), await eventOf("Bo")];
    expect({ ...one, by: "" }).toEqual({ ...two, by: "" });
  });

  it("is declared of what the blueprint says, signed or not", async () => {
    const declaration = { claim: "Prices are in cents", classification: "boundary" };
    const declared = await shop.run(
      declareClaim({ ...declaration, sources: [source("__blueprint__:intent")] }),
    );
    expect(declared.value).toMatchObject({ allowed: true, action: "declared", gate: null });
    const other = await shop.run(
      declareClaim({ claim: files, classification: "invariant", sources: [source("checkout:spec")] }),
    );
    expect(other.value.tests.filter((one) => !one.passed)).toMatchObject([
      { code: "source-outside-blueprint" },
    ]);
  });

  it("is written with what somebody else added since the ledger was read", async () => {
    await shop.run(promoteClaim(promotion(files)));
    const ledger = await shop.run(storedLedger("shop"));
    await shop.run(promoteClaim(promotion(offline)));
    await shop.run(renewBlueprint(ledger));
    expect((await shop.run(verifyClaims)).value.findings).toEqual([]);
  });

  it("loses no event and no line of the block where many are made at once", async () => {
    const claims = Array.from({ length: 6 }, (_, index) => `Shelf number ${index + 1} holds parcels`);
    await shop.edit(
      blueprintSession,
      "spec",
      (text) => `${filled(text)}\n${claims.map((one) => `- ${one}`).join("\n")}\n`,
    );
    const declare = (claim: string) =>
      declareClaim({ claim, classification: "invariant", sources: [source("__blueprint__:spec")] });
    await Promise.all(claims.map((one) => shop.run(declare(one))));
    expect((await shop.run(storedLedger("shop"))).claims).toHaveLength(6);
    expect((await shop.run(verifyClaims)).value.findings).toEqual([]);
  });
});

describe("a record that was tampered with", () => {
  it("is found by verify and validate, and takes no event", async () => {
    await shop.run(promoteClaim(promotion(files)));
    await shop.run(promoteClaim(promotion(offline)));
    const [first] = (await shop.run(storedLedger("shop"))).files;
    if (first === undefined) throw new Error("a promotion left no event");
    const ref = { project: "shop", session: blueprintSession, kind: `claim/${first.name}` } as const;
    await shop.run(writeDocument(ref, first.text.replace("invariant", "boundary")));
    const { value } = await shop.run(verifyClaims);
    expect(value.findings.map(({ kind, code }) => `${kind}/${code}`)).toEqual([
      "ledger/edited-event",
      "block/block-differs",
    ]);
    const { value: report } = await shop.run(validate({ scope: "all", rule: "article-12/claim-ledger" }));
    expect(report.findings.map(({ session, severity, path }) => [session, severity, path])).toEqual([
      [blueprintSession, "warning", expect.stringContaining(`claims/${first.name}.json`)],
      [blueprintSession, "warning", blueprintFile],
    ]);
    const { claims } = await shop.run(storedLedger("shop"));
    const claimId = claims[0]?.id ?? "";
    expect(await failureOf(demoteClaim({ claimId, reason: "x" }))).toMatchObject({
      code: "ledger-damaged",
      exit: 6,
    });
    expect(await failureOf(reportBlueprint({ write: true }))).toMatchObject({ code: "ledger-damaged" });
    await shop.run(writeDocument(ref, first.text));
    expect((await shop.run(verifyClaims)).value.valid).toBe(true);
  });

  it("that cannot be read is a finding, and hides nothing else", async () => {
    await shop.run(promoteClaim(promotion(files)));
    const refusing = (path: string): string | null => {
      if (path === blueprintFile)
        throw new FileFailure({
          operation: "read",
          path,
          code: "EILSEQ",
          message: `/shop/${path} is not UTF-8.`,
        });
      return null;
    };
    const useCase = Effect.flatMap(Workspace, (workspace) =>
      Effect.provideService(claimFactsOf("shop"), Workspace, {
        ...workspace,
        listNames: () => ["x"],
        readText: refusing,
      }),
    );
    expect([...(await shop.run(useCase)).values()]).toMatchObject([
      [{ of: "record", path: blueprintFile, message: expect.stringMatching(/ \.idse\S+ is not UTF-8/) }],
    ]);
  });

  it("is told from a document that moved on, in the session where it did", async () => {
    await shop.run(promoteClaim(promotion(offline)));
    await shop.edit("checkout", "spec", (text) => text.replace(offline, "Some commands need a network"));
    expect((await shop.run(verifyClaims)).value.summary).toMatchObject({ ledger: 0, block: 0, drift: 1 });
    const { value } = await shop.run(validate({ scope: "all", rule: "article-11/claim-borne-out" }));
    expect(value.findings).toMatchObject([{ session: "checkout", stage: "spec", line: expect.any(Number) }]);
  });
});

describe("the project at a glance", () => {
  it("is written into meta.md, with what people wrote, and mends the block", async () => {
    await shop.run(promoteClaim(promotion(files)));
    await putFile(
      meta,
      "<!-- BEGIN CUSTOM NARRATIVE -->\nWe began with files.\n<!-- END CUSTOM NARRATIVE -->\n",
    );
    const block = (await fileOf(blueprintFile)) ?? "";
    await putFile(blueprintFile, block.replace(files, "Nothing is the truth"));
    const { value } = await shop.run(reportBlueprint({ write: true }));
    expect(value).toMatchObject({
      meta: { outcome: "written" },
      blueprint: { outcome: "written" },
      narrative: "We began with files.",
      sessions: [
        { id: blueprintSession },
        { id: "checkout", progress: { completed: 7, total: 7 } },
        { id: "voucher" },
      ],
    });
    expect(await fileOf(blueprintFile)).toBe(block);
    expect(await fileOf(meta)).toBe(value.text);
    await shop.run(
      writeDocument({ project: "shop", session: blueprintSession, kind: "narrative" }, "Later.\n"),
    );
    expect((await shop.run(reportBlueprint({}))).value).toMatchObject({ narrative: "Later.", meta: null });
  });

  it("leaves a merge that a person has to settle as it is", async () => {
    await shop.run(promoteClaim(promotion(files)));
    const text = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n";
    await putFile(blueprintFile, text);
    expect(await failureOf(reportBlueprint({ write: true }))).toMatchObject({
      code: "file-malformed",
      exit: 6,
    });
    expect(await failureOf(promoteClaim(promotion(offline)))).toMatchObject({ code: "file-malformed" });
    expect(await fileOf(blueprintFile)).toBe(text);
    expect((await shop.run(storedLedger("shop"))).files).toHaveLength(1);
  });
});

it("holds the Product Spine against the sessions, and leaves the table as it is", async () => {
  const table =
    "\n## Product Spine\n\n| Primitive | True |\n|---|---|\n| CartStore | a |\n| Voucher | b |\n| Ledger | c |\n";
  await shop.edit(blueprintSession, "spec", (text) => filled(text) + table);
  await shop.edit("checkout", "implementation", (text) => filled(text).replace("**Cart**", "**CartStore**"));
  const ref = { project: "shop", session: blueprintSession, kind: "spec" } as const;
  const before = await shop.run(readDocument(ref));
  const { value } = await shop.run(spine);
  expect(
    value.primitives.map(({ name, state, sessions }) => [
      name,
      state,
      sessions.map((one) => `${one.session} ${one.how}`),
    ]),
  ).toEqual([
    ["CartStore", "built", ["checkout implements"]],
    ["Voucher", "in-work", ["voucher named"]],
    ["Ledger", "untouched", []],
  ]);
  expect(await shop.run(readDocument(ref))).toEqual(before);
});

it("keeps claims in another primary store, and no file beside it", async () => {
  const store = { kind: "notion", projects: ["shop"], data_source: "0".repeat(32) };
  shop = await prepared(WorkspaceConfig.parse({ ...defaultConfig, store }));
  const { value } = await shop.run(promoteClaim(promotion(files)));
  expect(value).toMatchObject({
    allowed: true,
    event: { path: null },
    blueprint: { outcome: "not-kept", path: null },
  });
  expect((await shop.run(verifyClaims)).value).toMatchObject({ valid: true, summary: { claims: 1 } });
  expect(await fileOf(blueprintFile)).toBeNull();
  expect(await failureOf(reportBlueprint({ write: true }))).toMatchObject({
    code: "misuse",
    hint: "idse blueprint report",
  });
});
