/** The packet of work over real documents: what it names changes with them, and with nothing else. */
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { describeFailure } from "../../src/describeFailure.ts";
import { next } from "../../src/use-cases/next.ts";
import { setStage } from "../../src/use-cases/setStage.ts";
import { promptOf } from "../../src/WorkPrompt.ts";
import { filled, type Memory, memoryShop } from "../support.ts";
import { tokens } from "../tokens.ts";

const folder = ".idse/projects/shop/sessions";

const packetIn = async (
  shop: Memory,
  session: string,
  stage: string | null = null,
  agent: string | null = null,
) => (await shop.run(next(stage, agent), session)).value;

const signed = async (shop: Memory, session: string, stage: string): Promise<void> => {
  await shop.edit(session, stage, filled);
  await shop.run(setStage({ id: session, stage, status: "completed" }));
};

describe("a packet", () => {
  it("names what the stage is built on, the parent's stage of its name, and what is not to be touched", async () => {
    const shop = await memoryShop();
    await signed(shop, "checkout", "intent");
    const packet = await packetIn(shop, "checkout");
    expect(packet).toMatchObject({ stage: "context", state: "pending", done: false, waitsFor: [] });
    expect(packet.read.map((one) => one.path)).toEqual([
      `${folder}/checkout/intents/intent.md`,
      `${folder}/__blueprint__/contexts/context.md`,
    ]);
    for (const one of packet.read) expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(packet.leave.map((one) => one.path ?? one.what)).toEqual([
      "everything but stage documents",
      `${folder}/checkout/intents/intent.md`,
      `${folder}/__blueprint__/`,
      ".idse/projects/shop/agent_registry.json",
      ".idse/constitution.json",
      ".idse/config.json",
      `${folder}/checkout/metadata/`,
    ]);
    expect(packet.leave[1]?.because).toBe("signed off by ada");
    expect(packet.findings.length).toBeGreaterThan(0);
    for (const one of packet.findings)
      expect(one).toMatchObject({ stage: "context", line: expect.any(Number) });
  });

  it("is the same bytes for the same documents, and other ones once they change", async () => {
    const [one, other] = [await memoryShop(), await memoryShop()];
    const bytes = async (shop: Memory) => JSON.stringify(await packetIn(shop, "__blueprint__", "spec"));
    expect(await bytes(one)).toBe(await bytes(one));
    expect(await bytes(one)).toBe(await bytes(other));
    await other.edit("__blueprint__", "context", (text) => `${text}\nMore.\n`);
    expect(await bytes(one)).not.toBe(await bytes(other));
  });

  it("shows what made a stage stale, and how to see it", async () => {
    const shop = await memoryShop();
    await signed(shop, "checkout", "intent");
    await signed(shop, "checkout", "context");
    await shop.edit("checkout", "intent", (text) => text.replace("## Scope\n", "## Scope\n\nRefunds too.\n"));
    const packet = await packetIn(shop, "checkout");
    expect(packet).toMatchObject({
      stage: "context",
      state: "stale",
      staleBecause: [{ stage: "intent", session: null, sections: ["Scope"] }],
    });
    expect(packet.commands[0]).toBe("idse diff context --session checkout");
    expect(promptOf(packet)).toContain("because this changed since:\n- intent: Scope\n");
  });

  it("stays under 1 500 tokens as a prompt, at every stage of a fresh session and of a filled one", async () => {
    const shop = await memoryShop();
    for (const round of ["fresh", "filled"]) {
      for (const stage of stages) {
        const prompt = promptOf(await packetIn(shop, "checkout", stage));
        expect({ round, stage, tokens: tokens(prompt) < 1500 }).toEqual({ round, stage, tokens: true });
        expect(prompt).not.toContain(" more: idse validate");
      }
      for (const stage of stages) await shop.edit("checkout", stage, filled);
    }
  });
});

describe("the work of one agent", () => {
  it("is the next stage that comes to it, with what is not completed before", async () => {
    const packet = await packetIn(await memoryShop(), "checkout", null, "gpt-codex");
    expect(packet).toMatchObject({
      stage: "implementation",
      agent: { id: "gpt-codex", mode: "implementation" },
      waitsFor: ["intent", "context", "spec", "plan", "tasks"],
    });
    expect(packet.leave.map((one) => one.what)).not.toContain("everything but stage documents");
  });

  it("is none for one that stands behind others, and that is no failure", async () => {
    const packet = await packetIn(await memoryShop(), "checkout", null, "github-copilot");
    expect(packet).toMatchObject({ stage: null, done: true, write: [], agent: { id: "github-copilot" } });
    expect(packet.message).toContain("No stage comes to github-copilot");
  });

  it("cannot be asked of an agent that is not registered, nor at a stage that another one takes", async () => {
    const shop = await memoryShop();
    const failing = async (stage: string | null, agent: string) =>
      describeFailure(await shop.run(Effect.flip(next(stage, agent)), "checkout"));
    expect(await failing(null, "codex")).toMatchObject({
      exit: 3,
      message: 'There is no agent "codex". Here: claude-code, gpt-codex, github-copilot.',
    });
    expect(await failing("plan", "gpt-codex")).toMatchObject({
      exit: 2,
      message: "gpt-codex does not take the plan; claude-code does.",
    });
  });
});
