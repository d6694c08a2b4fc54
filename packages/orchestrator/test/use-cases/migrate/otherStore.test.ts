/** Where another store keeps the documents, a migration goes there, and no stage file is left in the working tree. */
import { DesignStore, makeMemory, newOperation } from "@idse/design-store";
import { NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import { defaultConfig } from "@idse/project-workspace";
import { expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { newSessionChanges } from "../../../src/NewSession.ts";
import { migrate } from "../../../src/use-cases/migrate/migrate.ts";
import { openWorkspace, Workspace } from "../../../src/Workspace.ts";
import { filesIn, folderWith } from "./support.ts";

it("writes into the store, and notes in the working tree what it took", async () => {
  const root = folderWith({
    ".idse/config.json": JSON.stringify({
      ...defaultConfig,
      store: { kind: "notion", projects: ["shop"], data_source: "0".repeat(32) },
    }),
    ".idse/.gitignore": "/.local/\n",
    "specs/001-albums/spec.md": "# Albums\n",
  });
  const store = await Effect.runPromise(makeMemory);
  const blueprint = newSessionChanges({
    project: "shop",
    id: "__blueprint__",
    name: "Shop",
    type: "blueprint",
    stack: "",
    owner: "ada",
    description: null,
    parent: null,
    at: "2026-11-24T10:00:00.000Z",
    uid: "11111111-1111-4111-8111-111111111111",
    template: () => null,
  });
  await Effect.runPromise(store.commit(blueprint, newOperation()));
  const invocation = { directory: root, project: null, session: null, environment: { USER: "ada" } };
  const run = async () => {
    const workspace = await Effect.runPromise(openWorkspace(NodeFiles.nodeFiles, invocation, root));
    const services = Layer.mergeAll(
      NodeFiles.layer,
      NodeProcessIdentity.layer,
      Layer.succeed(Workspace, workspace),
      Layer.succeed(DesignStore, store),
    );
    const options = {
      dryRun: false,
      untrack: false,
      git: { tracked: () => [], untrack: () => null },
      readDatabase: () => Promise.resolve({}),
      instructions: null,
    };
    return (await Effect.runPromise(Effect.provide(migrate(options), services))).value;
  };
  const done = await run();
  expect(done.documents).toMatchObject([
    { document: "spec", path: null, place: "notion:shop/001-albums/spec" },
  ]);
  const [spec] = await Effect.runPromise(
    store.get([{ project: "shop", session: "001-albums", kind: "spec" }]),
  );
  expect(spec).toMatchObject({ content: expect.stringMatching(/^# Albums\n/) });
  expect(Object.keys(filesIn(root, ".idse/projects"))).toEqual([
    ".idse/projects/shop/sessions/001-albums/metadata/migration.json",
  ]);
  expect(await run()).toMatchObject({ nothingToDo: true });
});
