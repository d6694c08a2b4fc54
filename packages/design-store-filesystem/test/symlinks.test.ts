import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import {
  type DesignStore,
  Rejected,
  readDocument,
  DesignStore as Store,
  writeDocument,
} from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { provided, realStore, seed } from "./processes.ts";
import { documentRef } from "./scenarios.ts";
import { temporaryRoot, trackedFiles } from "./temporary.ts";

const session = (root: string) => `${root}/.idse/projects/demo/sessions/checkout`;

const run = <A, E>(root: string, program: Effect.Effect<A, E, DesignStore>) =>
  Effect.runPromise(Effect.result(provided(program, realStore(root))));

/** Links a path of the workspace to something outside that holds the same. */
const moveOut = (path: string): string => {
  const outside = `${temporaryRoot()}/outside`;
  renameSync(path, outside);
  symlinkSync(outside, path);
  return outside;
};

const seeded = async () => {
  const root = temporaryRoot();
  await seed(root);
  return root;
};

const failureOf = async (answer: Promise<{ readonly _tag: string; readonly failure?: unknown }>) =>
  (await answer).failure;

describe("a symbolic link that leads out of .idse", () => {
  const places = {
    "the document": (root: string) => `${session(root)}/specs/spec.md`,
    "its folder": (root: string) => `${session(root)}/specs`,
    "its session": (root: string) => session(root),
    "its project": (root: string) => `${root}/.idse/projects/demo`,
    "all projects": (root: string) => `${root}/.idse/projects`,
  };
  it.each(Object.entries(places))("is neither read nor written through: %s", async (_, placeOf) => {
    const root = await seeded();
    const outside = moveOut(placeOf(root));
    const before = trackedFiles(outside.slice(0, outside.lastIndexOf("/")));
    expect(await failureOf(run(root, readDocument(documentRef("spec"))))).toBeInstanceOf(Rejected);
    expect(await failureOf(run(root, writeDocument(documentRef("spec"), "changed\n")))).toBeInstanceOf(
      Rejected,
    );
    expect(
      await failureOf(
        run(
          root,
          Store.use((store) => store.heads({ project: "demo" })),
        ),
      ),
    ).toBeInstanceOf(Rejected);
    expect(trackedFiles(outside.slice(0, outside.lastIndexOf("/")))).toEqual(before);
  });

  it("is not used for what is unfinished", async () => {
    const root = await seeded();
    moveOut(`${root}/.idse/.local`);
    expect(await failureOf(run(root, writeDocument(documentRef("spec"), "changed\n")))).toBeInstanceOf(
      Rejected,
    );
  });

  it("is refused when it leads to nothing", async () => {
    const root = await seeded();
    symlinkSync("/nowhere/at/all", `${session(root)}/plans`);
    expect(await failureOf(run(root, writeDocument(documentRef("plan"), "text\n")))).toBeInstanceOf(Rejected);
  });
});

describe("a symbolic link inside .idse", () => {
  it("is read through, listed, and not replaced", async () => {
    const root = await seeded();
    mkdirSync(`${root}/.idse/docs`);
    writeFileSync(`${root}/.idse/docs/plan.md`, "shared\n");
    mkdirSync(`${session(root)}/plans`);
    symlinkSync(`${root}/.idse/docs/plan.md`, `${session(root)}/plans/plan.md`);
    expect(await run(root, readDocument(documentRef("plan")))).toMatchObject({
      success: { content: "shared\n" },
    });
    expect(await failureOf(run(root, writeDocument(documentRef("plan"), "changed\n")))).toBeInstanceOf(
      Rejected,
    );
    expect(readFileSync(`${root}/.idse/docs/plan.md`, "utf8")).toBe("shared\n");
  });

  it("may be .idse itself", async () => {
    const root = await seeded();
    moveOut(`${root}/.idse`);
    await run(root, writeDocument(documentRef("spec"), "changed\n"));
    expect(await run(root, readDocument(documentRef("spec")))).toMatchObject({
      success: { content: "changed\n" },
    });
  });
});
