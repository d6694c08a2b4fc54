/** A workspace whose documents are kept elsewhere: the use cases run as ever, and no path leads to a document. */

import * as Store from "@idse/design-store";
import { type DesignStore, layerMemory, makeMemory, newOperation } from "@idse/design-store";
import { NodeFiles } from "@idse/design-store-filesystem";
import type { FilePrimitives } from "@idse/durable-files";
import { defaultConfig, pathOf, WorkspaceConfig } from "@idse/project-workspace";
import { beforeAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import {
  createSession,
  describeFailure,
  fix,
  next,
  overlap,
  projectStatus,
  sessionInfo,
  sessions,
  setAgentMode,
  setOwner,
  setStage,
  showArtifact,
  spawn,
  status,
  trace,
  validate,
  Workspace,
  type WorkspaceService,
  writeArtifact,
} from "../src/index.ts";

const config = WorkspaceConfig.parse({
  ...defaultConfig,
  store: { kind: "notion", projects: ["shop"], data_source: "0".repeat(32) },
});

/** The working tree, with what a test puts there. */
const files = new Map<string, string>();

const workspace: WorkspaceService = {
  invocation: { directory: "/shop", project: null, session: null, environment: { IDSE_ACTOR: "ada" } },
  root: "/shop",
  config,
  projects: ["shop"],
  branch: null,
  readText: (path) => files.get(path) ?? null,
  exists: (path) => [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`)),
  listNames: (path) => [
    ...new Set(
      [...files.keys()].flatMap((file) => {
        const rest = file.startsWith(`${path}/`) ? file.slice(path.length + 1).split("/")[0] : undefined;
        return rest === undefined ? [] : [rest];
      }),
    ),
  ],
  writeText: (path, text) => void files.set(path, text),
};

let store: Layer.Layer<DesignStore> = layerMemory;
const run = <A, E>(useCase: Effect.Effect<A, E, DesignStore | Workspace | FilePrimitives>): Promise<A> =>
  Effect.runPromise(
    Effect.provide(useCase, Layer.mergeAll(Layer.succeed(Workspace, workspace), NodeFiles.layer, store)),
  );

const written = "# Intent\n\n## Purpose\n\nLet people pay. See [the spec](../specs/spec.md).\n";

beforeAll(async () => {
  store = Layer.succeed(Store.DesignStore, await Effect.runPromise(makeMemory));
  await run(createSession({ name: "checkout", title: "Checkout" }));
  await run(writeArtifact({ stage: "intent", text: written }));
});

describe("a session that is kept elsewhere", () => {
  it("is shown, checked and changed without one path to a document", async () => {
    const answers = [
      await run(status),
      await run(projectStatus()),
      await run(next("plan")),
      await run(sessions({})),
      await run(sessionInfo("checkout", true)),
      await run(validate({ scope: "all" })),
      await run(validate({})),
      await run(trace()),
      await run(overlap),
      await run(fix({ apply: false })),
      await run(showArtifact("spec")),
      await run(writeArtifact({ stage: "intent", text: `${written}More.\n` })),
      await run(spawn({ name: "returns", parent: "checkout" })),
      await run(setStage({ id: "checkout", stage: "intent", status: "in_progress" })),
      await run(setAgentMode("claude-code", "implementation")),
    ];
    const told = JSON.stringify(answers.map(({ value, notes }) => ({ value, notes })));
    expect(told).not.toContain(".idse/projects");
    expect(told).toContain("notion:shop/checkout/plan");
    expect(answers[0]?.value).toMatchObject({ next: { stage: "context", path: null } });
  });

  it("keeps in the working tree only what belongs to the clone", () => {
    expect([...files.keys()].sort()).toEqual([
      ".idse/.local/guard.json",
      ".idse/projects/shop/CURRENT_SESSION",
      ".idse/projects/shop/session_state.json",
    ]);
  });

  it("has its links followed where it is kept", async () => {
    await run(
      writeArtifact({ stage: "context", text: "# Context\n\n[a](../specs/spec.md) [b](../specs/none.md)\n" }),
    );
    const { value } = await run(validate({ rule: "article-10/link-target" }));
    expect(value.findings.map((one) => one.message)).toEqual([
      "Mend this link: there is no .idse/projects/shop/sessions/checkout/specs/none.md.",
    ]);
  });

  it("is told from a file that looks like one of its documents", async () => {
    const path = pathOf({ project: "shop", session: "checkout", kind: "spec" });
    const foreign = pathOf({ project: "shop", session: "nobody", kind: "plan" });
    files.set(path, "# Spec\n");
    files.set(foreign, "# Plan\n");
    try {
      const { value } = await run(validate({ scope: "all", rule: "article-10/stray-document" }));
      expect(value.findings.map((one) => [one.session, one.message])).toEqual([
        [
          "checkout",
          "Remove this file: the spec is kept as notion:shop/checkout/spec, and what stands here is not read.",
        ],
      ]);
      expect(value.findings.map((one) => one.path)).toEqual([path]);
    } finally {
      files.delete(path);
      files.delete(foreign);
    }
  });

  it("is named in a failure as a person knows it", async () => {
    const ref = { project: "shop", session: "broken", kind: "session" } as const;
    const bad = Store.DesignStore.use((at) =>
      at.commit([{ _tag: "Put", ref, content: "{", expect: "absent" }], newOperation()),
    );
    await run(bad);
    const failure = await run(Effect.flip(setOwner("broken", "ada")));
    expect(describeFailure(failure).message).not.toContain(".idse");
    const info = await run(sessionInfo("broken", false));
    expect(info.value.problems.join()).toMatch(/^notion:shop\/broken\/session:1:/);
  });
});

it("the next packet of work leaves the guard what it has to know", async () => {
  files.delete(".idse/.local/guard.json");
  await run(setAgentMode("claude-code", "by-stage"));
  await run(next());
  const { projects } = JSON.parse(files.get(".idse/.local/guard.json") ?? "{}");
  expect(projects.shop.agents).toContainEqual({ id: "claude-code", mode: "by-stage" });
  expect(Object.keys(projects.shop.signed)).toHaveLength(1);
});
