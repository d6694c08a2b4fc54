import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeFiles } from "@idse/design-store-filesystem";
import { FilePrimitives } from "@idse/durable-files";
import { ArtifactDocument, digestOf } from "@idse/pipeline-artifacts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { cloneFolder, keepTexts, keptText } from "../src/KeptTexts.ts";
import { openWorkspace, Workspace } from "../src/Workspace.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "idse-kept-"));
  mkdirSync(join(root, ".idse"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = <A, E>(use: Effect.Effect<A, E, FilePrimitives | Workspace>): Promise<A> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const files = yield* FilePrimitives;
      const invocation = { directory: root, project: null, session: null, environment: {} };
      const workspace = yield* openWorkspace(files, invocation, root);
      return yield* Effect.provideService(use, Workspace, workspace);
    }).pipe(Effect.provide(NodeFiles.layer)) as Effect.Effect<A, never>,
  );

const folderOf = (): Promise<string> => run(Effect.map(FilePrimitives, (files) => cloneFolder(files, root)));
const document = new ArtifactDocument("\ufeff# A\r\n");

describe("the clone's own folder", () => {
  it("lies in git's, in a worktree in the one that all share, and without git beside the documents", async () => {
    expect(await folderOf()).toBe(`${root}/.idse/.clone`);
    mkdirSync(join(root, ".git"));
    expect(await folderOf()).toBe(`${root}/.git/idse`);
    rmSync(join(root, ".git"), { recursive: true });
    mkdirSync(join(root, "main/.git/worktrees/one"), { recursive: true });
    writeFileSync(join(root, "main/.git/worktrees/one/commondir"), "../..\n");
    writeFileSync(join(root, ".git"), `gitdir: ${root}/main/.git/worktrees/one\n`);
    expect(await folderOf()).toBe(`${root}/main/.git/worktrees/one/../../idse`);
  });
});

describe("a kept text", () => {
  const kept = () => join(root, ".idse/.clone/kept");

  it("is found by its digest, in a file named after its bytes", async () => {
    expect(await run(keepTexts([document, undefined, document]))).toEqual([]);
    const [name, ...more] = readdirSync(kept());
    expect(more).toEqual([]);
    const bytes = readFileSync(join(kept(), name ?? ""));
    expect(name).toBe(`${createHash("sha256").update(bytes).digest("hex")}.md`);
    expect(await run(keptText(digestOf(document.text)))).toBe("# A\n");
    expect(readFileSync(join(root, ".idse/.clone/.gitignore"), "utf8")).toBe("*\n");
  });

  it("is none where it was not kept, or is not whole, and is kept anew then", async () => {
    const digest = digestOf(document.text);
    expect(await run(keptText(digest))).toBeNull();
    await run(keepTexts([document]));
    const [name] = readdirSync(kept());
    writeFileSync(join(kept(), name ?? ""), "#");
    expect(await run(keptText(digest))).toBeNull();
    await run(keepTexts([document]));
    expect(await run(keptText(digest))).toBe("# A\n");
  });

  it("is a note where it cannot be kept", async () => {
    writeFileSync(join(root, ".idse/.clone"), "in the way");
    const [note] = await run(keepTexts([document]));
    expect(note).toMatch(/could not be kept for idse diff: .*kept/);
    expect(await run(keptText(digestOf(document.text)))).toBeNull();
  });
});
