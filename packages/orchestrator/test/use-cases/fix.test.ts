/** A document that somebody edits while its fixes are being written is theirs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DesignStore, type DesignStoreService } from "@idse/design-store";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import { afterAll, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import { describeFailure } from "../../src/describeFailure.ts";
import { exitCodes } from "../../src/FailureReport.ts";
import { fix } from "../../src/use-cases/fix.ts";
import { layer as workspaceLayer } from "../../src/Workspace.ts";

const folders: Array<string> = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const misspelled = "# Plan\n\n[requires input: who?]\n";
const mended = "# Plan\n\n[REQUIRES INPUT: who?]\n";
const edited = "# Plan\n\nAda.\n";
const rule = "article-3/requires-input";

/** A repository whose plan and tasks each have a marker to mend. */
const repository = () => {
  const root = mkdtempSync(join(tmpdir(), "idse-fix-")).replaceAll("\\", "/");
  folders.push(root);
  const session = `${root}/.idse/projects/demo/sessions/__blueprint__`;
  const [plan, tasks] = [`${session}/plans/plan.md`, `${session}/tasks/tasks.md`] as const;
  for (const path of [`${session}/intents/intent.md`, plan, tasks])
    mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${session}/intents/intent.md`, "# Intent\n");
  writeFileSync(plan, misspelled);
  writeFileSync(tasks, misspelled);
  return { root, plan, tasks };
};

type Moment = "never" | "before it is read again" | "before it is written";

const run = (root: string, moment: Moment, edit: () => void) => {
  let reads = 0;
  const hurried = (store: DesignStoreService): DesignStoreService => ({
    ...store,
    get: (refs) => {
      reads += 1;
      if (reads === 2 && moment === "before it is read again") edit();
      return store.get(refs);
    },
    commit: (changes, operation) => {
      if (moment === "before it is written") edit();
      return store.commit(changes, operation);
    },
  });
  const machine = Layer.merge(NodeFiles.layer, NodeProcessIdentity.layer);
  const invocation = { directory: root, project: null, session: null, environment: { USER: "ada" } };
  const store = Layer.effect(DesignStore, Effect.map(DesignStore, hurried)).pipe(
    Layer.provide(FilesystemDesignStore.layer({ root })),
  );
  const services = store.pipe(Layer.provideMerge(workspaceLayer(invocation)), Layer.provideMerge(machine));
  return Effect.runPromise(
    fix({ apply: true, rule }).pipe(
      Effect.mapError((failure) => describeFailure(failure)),
      Effect.exit,
      Effect.provide(services),
    ),
  );
};

describe("a document that changes meanwhile", () => {
  it.each<readonly [Moment, string]>([
    ["before it is read again", "document-changed"],
    ["before it is written", "revision-conflict"],
  ])("%s is left as it is, and so are the others of its session", async (moment, code) => {
    const { root, plan, tasks } = repository();
    const exit = await run(root, moment, () => writeFileSync(plan, edited));
    expect(exit).toMatchObject(Exit.fail(expect.objectContaining({ code, exit: exitCodes.conflict })));
    expect([readFileSync(plan, "utf8"), readFileSync(tasks, "utf8")]).toEqual([edited, misspelled]);
  });

  it("and goes away meanwhile does not come back", async () => {
    const { root, plan } = repository();
    const exit = await run(root, "before it is read again", () => rmSync(plan));
    expect(Exit.isFailure(exit)).toBe(true);
    expect(() => readFileSync(plan)).toThrow("ENOENT");
  });

  it("in no word is mended", async () => {
    const { root, plan, tasks } = repository();
    const exit = await run(root, "never", () => undefined);
    expect(Exit.isSuccess(exit)).toBe(true);
    expect([readFileSync(plan, "utf8"), readFileSync(tasks, "utf8")]).toEqual([mended, mended]);
  });
});
