/** Which sections are packed for a stage, in which order, and that their count holds. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { contextText } from "../../src/ContextText.ts";
import type { ResultOf } from "../../src/results/Results.ts";
import { showArtifact } from "../../src/use-cases/artifact.ts";
import { context } from "../../src/use-cases/context.ts";
import { setStage } from "../../src/use-cases/setStage.ts";
import { layer as workspaceLayer } from "../../src/Workspace.ts";
import { filled, type Memory, memoryShop } from "../support.ts";
import { tokens } from "../tokens.ts";

type Result = ResultOf<"context">;

const plenty = 100_000;
const packed = async (shop: Memory, stage: string, budget = plenty): Promise<Result> =>
  (await shop.run(context({ stage, budget }), "checkout")).value;
const titled = ({ sections }: Result) =>
  sections.map((one) => `${one.session}/${one.stage}/${one.section}${one.mentioned ? "!" : ""}`);
const mentioned = (result: Result) => titled(result).filter((one) => one.endsWith("!"));

const intent = "# Intent\n\n## Goal\n\nPay.\n\n## Scope\n\nCards.\n\n## Empty\n";
const spec = [
  "# Spec",
  "",
  "## Functional Requirements",
  "",
  "- **FR-1**: A buyer pays.",
  "",
  "## Non-Functional Requirements",
  "",
  "- **NFR-1**: It is quick.",
  "",
  "## Acceptance Criteria",
  "",
  "- **AC-1** (FR-1, NFR-1): Given a card, when it is charged, then at once.",
  "",
].join("\n");

describe("the sections for a stage", () => {
  it("are those of the session that it builds on, then those of the parent; none of an untouched template", async () => {
    const shop = await memoryShop();
    expect((await packed(shop, "context")).message).toBe(
      "Nothing is written yet that the context builds on.",
    );
    await shop.edit("checkout", "intent", () => intent);
    await shop.edit("__blueprint__", "intent", () => intent);
    await shop.edit("__blueprint__", "context", () => "# Context\n\n## Stack\n\nTypeScript.\n");
    await shop.edit("checkout", "context", () => "# Context\n\n## Own\n\nIs being written.\n");
    expect(titled(await packed(shop, "context"))).toEqual([
      "checkout/intent/Goal",
      "checkout/intent/Scope",
      "__blueprint__/context/Stack",
      "__blueprint__/intent/Goal",
      "__blueprint__/intent/Scope",
    ]);
  });

  it("stand with their place: the lines of the document are the text", async () => {
    const shop = await memoryShop();
    await shop.edit("checkout", "intent", () => intent);
    const result = await packed(shop, "context");
    const { content } = (await shop.run(showArtifact("intent"), "checkout")).value;
    for (const { line, endLine, text, place, path } of result.sections) {
      expect(
        `${content
          .split("\n")
          .slice(line - 1, endLine)
          .join("\n")}\n`,
      ).toBe(text);
      expect(place).toBe(`${path}:${line}-${endLine}`);
    }
    expect(contextText(result)).toContain(
      "=== .idse/projects/shop/sessions/checkout/intents/intent.md:3-5\n## Goal\n\nPay.\n",
    );
  });

  it("come first where a finding, a plain identifier or a link of the stage's document speaks of them", async () => {
    const shop = await memoryShop();
    await shop.edit("checkout", "intent", () => intent);
    await shop.edit("checkout", "spec", () => spec);
    await shop.edit("checkout", "context", () => "# Context\n\n## Stack\n\n[REQUIRES INPUT: which]\n");
    const plan = (text: string) => shop.edit("checkout", "plan", () => `# Plan\n\n## Steps\n\n${text}\n`);
    await plan("Nothing.");
    expect(mentioned(await packed(shop, "plan"))).toContain("checkout/context/Stack!");
    expect(mentioned(await packed(shop, "plan"))).not.toContain("checkout/spec/Non-Functional Requirements!");
    await plan("This makes NFR-1 true.");
    expect(mentioned(await packed(shop, "plan"))).toContain("checkout/spec/Non-Functional Requirements!");
    await plan("See [there](../specs/spec.md#non-functional-requirements).");
    expect(mentioned(await packed(shop, "plan"))).toContain("checkout/spec/Non-Functional Requirements!");
    const { sections, omitted } = await packed(shop, "plan");
    const two = sections.filter((one) => one.session === "checkout" && one.mentioned);
    const budget = two.reduce((sum, one) => sum + one.estimatedTokens, 0) + 80;
    const less = await packed(shop, "plan", budget);
    expect(less.sections.filter((one) => one.mentioned)).toHaveLength(two.length);
    expect(omitted).toEqual([]);
  });

  it("come first in the parent where the session cites, links or proposes to change them", async () => {
    const shop = await memoryShop();
    await shop.edit("__blueprint__", "spec", () => spec);
    const context = (text: string) => shop.edit("checkout", "intent", () => `${intent}\n${text}\n`);
    const functional = "__blueprint__/spec/Functional Requirements!";
    await context("Nothing.");
    expect(mentioned(await packed(shop, "spec"))).not.toContain(functional);
    await context("It serves shop/__blueprint__#FR-1.");
    expect(mentioned(await packed(shop, "spec"))).toContain(functional);
    await context("See [it](../../__blueprint__/specs/spec.md#functional-requirements).");
    expect(mentioned(await packed(shop, "spec"))).toContain(functional);
    await context("Nothing.");
    await shop.edit(
      "checkout",
      "spec",
      (text) => `${text}\n## Blueprint: Functional Requirements\n\n- None.\n`,
    );
    expect(mentioned(await packed(shop, "spec"))).toEqual([functional]);
  });

  it("come first where they changed since the stage was signed off", async () => {
    const shop = await memoryShop();
    for (const stage of ["intent", "context"]) {
      await shop.edit("checkout", stage, filled);
      await shop.run(setStage({ id: "checkout", stage, status: "completed" }));
    }
    expect(mentioned(await packed(shop, "context"))).toEqual([]);
    await shop.edit("checkout", "intent", (text) => text.replace("## Scope\n", "## Scope\n\nRefunds.\n"));
    expect(mentioned(await packed(shop, "context"))).toEqual(["checkout/intent/Scope!"]);
  });

  it("are for the next stage where none is named, and for none where all are completed", async () => {
    const shop = await memoryShop();
    await shop.edit("checkout", "intent", filled);
    const next = async () => (await shop.run(context({ budget: plenty }), "checkout")).value;
    expect(await next()).toMatchObject({ stage: "context", message: null });
    for (const stage of stages.slice(1)) await shop.edit("checkout", stage, filled);
    expect(await next()).toMatchObject({ stage: null, sections: [], smallest: null });
  });
});

describe("a budget", () => {
  it("that holds no section is answered with the least that would", async () => {
    const shop = await memoryShop();
    await shop.edit("checkout", "intent", () => intent);
    const result = await packed(shop, "context", 10);
    expect(result).toMatchObject({ sections: [], estimatedTokens: 0 });
    const least = result.smallest ?? 0;
    expect(contextText(result)).toBe(
      `No section fits into 10 tokens (estimated). The smallest: idse context --session checkout --stage context --budget ${least}\n`,
    );
    expect((await packed(shop, "context", least)).sections).toHaveLength(1);
    expect((await packed(shop, "context", least - 1)).sections).toHaveLength(0);
  });

  it("gives the same bytes for the same documents", async () => {
    const [one, other] = [await memoryShop(), await memoryShop()];
    for (const shop of [one, other]) await shop.edit("checkout", "intent", () => intent);
    const bytes = async (shop: Memory) => JSON.stringify(await packed(shop, "context", 120));
    expect(await bytes(one)).toBe(await bytes(one));
    expect(await bytes(one)).toBe(await bytes(other));
  });

  it("holds on our own documents: what is printed is no more than the count, and that no more than the budget", async () => {
    const root = fileURLToPath(new URL("../../../..", import.meta.url));
    const sessions = readdirSync(join(root, ".idse/projects/idse-orchestrator/sessions"));
    const invocation = { directory: root, project: "idse-orchestrator", environment: {} };
    for (const session of sessions) {
      const services = Layer.mergeAll(
        FilesystemDesignStore.layer({ root }),
        workspaceLayer({ ...invocation, session }),
      ).pipe(Layer.provideMerge(Layer.merge(NodeFiles.layer, NodeProcessIdentity.layer)));
      for (const [stage, budget] of [
        ["plan", 4000],
        ["spec", 800],
        ["implementation", 1200],
      ] as const) {
        const { value } = await Effect.runPromise(Effect.provide(context({ stage, budget }), services));
        const text = contextText(value);
        expect(value.sections.length).toBeGreaterThan(0);
        expect(text).toContain("tokens (estimated)");
        expect(tokens(text)).toBeLessThanOrEqual(value.estimatedTokens);
        expect(value.estimatedTokens).toBeLessThanOrEqual(budget);
      }
    }
  });
});
