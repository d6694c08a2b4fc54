/** Use cases over a store in memory, as if its documents lay in the working tree. */
import { DesignStore, makeMemory, modifyDocument, newOperation } from "@idse/design-store";
import type { Stage } from "@idse/pipeline-artifacts";
import { defaultConfig, type WorkspaceConfig } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { newSessionChanges } from "../src/NewSession.ts";
import { showArtifact, writeArtifact } from "../src/use-cases/artifact.ts";
import { spawn } from "../src/use-cases/createSession.ts";
import { setStage } from "../src/use-cases/setStage.ts";
import { Workspace, type WorkspaceService } from "../src/Workspace.ts";

export interface Memory {
  readonly run: <A, E>(useCase: Effect.Effect<A, E, DesignStore | Workspace>, session?: string) => Promise<A>;
  /** Writes a stage document anew from what stands there. */
  readonly edit: (session: string, stage: string, change: (text: string) => string) => Promise<void>;
}

/** The project `shop` with a blueprint and the feature `checkout`, both as their templates left them. */
export const memoryShop = async (config: WorkspaceConfig = defaultConfig): Promise<Memory> => {
  const files = new Map<string, string>();
  const workspace = (session: string | null): WorkspaceService => ({
    invocation: { directory: "/shop", project: null, session, environment: { IDSE_ACTOR: "ada" } },
    root: "/shop",
    config,
    projects: ["shop"],
    branch: null,
    readText: (path) => files.get(path) ?? null,
    exists: (path) => files.has(path),
    listNames: () => [],
    writeText: (path, text) => void files.set(path, text),
  });
  const store = await Effect.runPromise(makeMemory);
  const run: Memory["run"] = (useCase, session) =>
    Effect.runPromise(
      Effect.provide(
        useCase,
        Layer.merge(Layer.succeed(Workspace, workspace(session ?? null)), Layer.succeed(DesignStore, store)),
      ),
    );
  const blueprint = newSessionChanges({
    project: "shop",
    id: "__blueprint__",
    name: "Shop",
    type: "blueprint",
    stack: "TypeScript",
    owner: "ada",
    description: null,
    parent: null,
    at: "2026-11-24T10:00:00.000Z",
    uid: "11111111-1111-4111-8111-111111111111",
    template: () => null,
  });
  await Effect.runPromise(store.commit(blueprint, newOperation()));
  await run(spawn({ name: "checkout", title: "Checkout" }));
  return {
    run,
    edit: async (session, stage, change) => {
      const before = await run(showArtifact(stage), session);
      await run(writeArtifact({ stage, text: change(before.value.content) }), session);
    },
  };
};

/** What somebody would write in the place of every open marker. */
export const filled = (text: string): string =>
  text
    .replace(
      /(## Component Impact Report[\s\S]*?)\[REQUIRES INPUT[^\]]*\]/,
      "$1- **Cart** (`src/cart.ts`): added.",
    )
    .replace(/\[REQUIRES INPUT[^\]]*\]/g, "Written.")
    .replaceAll("- [ ]", "- [x]");

/** Signs, and dates the sign-off as if it had been given then. */
export const signAt = async (shop: Memory, session: string, stage: Stage, at: string): Promise<void> => {
  await shop.run(setStage({ id: session, stage, status: "completed" }));
  await shop.run(
    modifyDocument({ project: "shop", session, kind: "state" }, (text = "") => {
      const state = JSON.parse(text);
      state.stages[stage].sign_off.at = at;
      return `${JSON.stringify(state, null, 2)}\n`;
    }),
  );
};
