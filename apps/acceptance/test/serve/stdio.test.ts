/** `idse mcp`: the documents of a workspace for the program that started it. */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DesignStore, newOperation } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import {
  bin,
  read,
  sessionFolder,
  startIdse,
  temporaryFolder,
  workspace,
} from "../../../cli/test/support.ts";
import { homes } from "../stores/homes.ts";
import { startLasting } from "./serving.ts";

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

describe("idse mcp", () => {
  it("answers in the protocol and says nothing else, until its input ends", async () => {
    const child = startLasting(["mcp"], { cwd: sessionFolder(workspace()) });
    const lines = createInterface({ input: child.process.stdout });
    const ask = async (message: object) => {
      const line = once(lines, "line");
      child.process.stdin.write(`${JSON.stringify(message)}\n`);
      const [text] = await line;
      return JSON.parse(String(text));
    };
    expect(await ask(initialize)).toMatchObject({
      id: 1,
      result: {
        serverInfo: { name: "idse" },
        capabilities: { experimental: { "idse/artifact-core": { capabilities: { cas: "native" } } } },
      },
    });
    child.process.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    const { result } = await ask({ jsonrpc: "2.0", id: 2, method: "tools/list" });
    expect(result.tools.map(({ name }: { readonly name: string }) => name)).toEqual([
      "status",
      "next",
      "read_artifact",
      "write_artifact",
      "validate",
      "create_session",
      "switch_session",
      "artifact_heads",
      "artifact_get",
      "artifact_commit",
    ]);
    const after: Array<string> = [];
    lines.on("line", (line) => after.push(line));
    child.process.stdin.end();
    expect([await child.ended, child.told(), after]).toEqual([0, "", []]);
  });

  it("is a store for whoever starts it, over the files of the workspace", async () => {
    const repo = workspace();
    const intent = { project: "demo", session: "__blueprint__", kind: "intent" } as const;
    const store = ArtifactCoreDesignStore.make({ command: [process.execPath, bin, "mcp"], directory: repo });
    const changed = Effect.gen(function* () {
      const { get, commit } = yield* store;
      const [found] = yield* get([intent]);
      if (found?._tag !== "StoredDocument") throw new Error("The blueprint has no intent.");
      const expect = { revision: found.revision };
      yield* commit([{ _tag: "Put", ref: intent, content: "# Intent\n", expect }], newOperation());
    });
    await Effect.runPromise(Effect.scoped(changed));
    expect(read(`${sessionFolder(repo)}/intents/intent.md`)).toBe("# Intent\n");
  });

  it("of a workspace whose documents are elsewhere reaches its own projects and no others", async () => {
    const home = await homes["artifact-core"]?.();
    if (home === undefined) throw new Error("There is no such home.");
    const cwd = temporaryFolder();
    expect((await startIdse(["init", ...home.flags], { cwd, env: home.env })).code).toBe(0);
    const foreign = { project: "other", session: "checkout", kind: "spec" } as const;
    const put = { _tag: "Put", ref: foreign, content: "# Theirs\n", expect: "absent" } as const;
    await Effect.runPromise(
      DesignStore.use((store) => store.commit([put], newOperation())).pipe(Effect.provide(home.store)),
    );
    const looked = Effect.gen(function* () {
      const command = [process.execPath, bin, "mcp"] as const;
      const store = yield* ArtifactCoreDesignStore.make({ command, directory: cwd, environment: home.env });
      const own = yield* store.heads({ project: "demo" });
      const theirs = [
        yield* Effect.flip(store.heads({ project: "other" })),
        yield* Effect.flip(store.get([foreign])),
        yield* Effect.flip(store.commit([put], newOperation())),
      ];
      return { own: own.heads.length, theirs };
    });
    const { own, theirs } = await Effect.runPromise(Effect.scoped(looked));
    expect(own).toBeGreaterThan(9);
    const rejected = { _tag: "Rejected", message: expect.stringContaining("no project of this workspace") };
    expect(theirs).toMatchObject([rejected, rejected, rejected]);
    await home.stop();
  });

  it("is no store where there is no workspace, and says so to whoever takes it for one", async () => {
    const directory = temporaryFolder();
    const retry = { attempts: 1, budgetMs: 20_000, firstDelayMs: 1 };
    const store = ArtifactCoreDesignStore.make({ command: [process.execPath, bin, "mcp"], directory, retry });
    const failure = await Effect.runPromise(Effect.scoped(Effect.flip(store)));
    expect(failure.message).toContain(`There is no .idse workspace in ${directory}`);
  });

  it.each([
    ["SIGTERM", 0],
    ["SIGINT", 130],
  ] as const)("ends with %s too", async (signal, code) => {
    const child = startLasting(["mcp"], { cwd: workspace() });
    child.process.stdin.write(`${JSON.stringify(initialize)}\n`);
    await once(child.process.stdout, "data");
    child.process.kill(signal);
    expect([await child.ended, child.told()]).toEqual([code, ""]);
  });
});
