/**
 * A disk that fills up at any moment of a command: the command says that this machine failed, nothing that
 * git tracks has changed, and the same command works once there is room. Readers need no room at all.
 */

import { planInstructionFiles } from "@idse/agent-files";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import { FileFailure, FilePrimitives, type FilePrimitivesService } from "@idse/durable-files";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import type { Failure } from "@idse/orchestrator/Failure";
import { exitCodes } from "@idse/orchestrator/FailureReport";
import { tagSession } from "@idse/orchestrator/use-cases/changeSession";
import { createSession, spawn } from "@idse/orchestrator/use-cases/createSession";
import { init } from "@idse/orchestrator/use-cases/init/init";
import { next } from "@idse/orchestrator/use-cases/next";
import { sessions } from "@idse/orchestrator/use-cases/sessions";
import { setStage } from "@idse/orchestrator/use-cases/setStage";
import { status } from "@idse/orchestrator/use-cases/status";
import { validate } from "@idse/orchestrator/use-cases/validate";
import { type Invocation, Workspace, layer as workspaceLayer } from "@idse/orchestrator/Workspace";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import { temporaryRepo, treeOf, workspace } from "../../cli/test/support.ts";

const takesRoom = ["create", "link", "makeDirectory", "rename"] as const;

/** The real files, on a disk that is full at some of the operations that need room. */
const diskFullAt = (full: (count: number, operation: string) => boolean, code = "ENOSPC") => {
  let count = 0;
  const refusing = Object.fromEntries(
    takesRoom.map((operation) => [
      operation,
      (...input: ReadonlyArray<never>) => {
        count += 1;
        if (full(count, operation))
          throw new FileFailure({
            operation,
            path: String(input[0]),
            code,
            message: "no space left on device",
          });
        return (NodeFiles.nodeFiles[operation] as (...all: ReadonlyArray<never>) => unknown)(...input);
      },
    ]),
  );
  const files = { ...NodeFiles.nodeFiles, ...refusing } as FilePrimitivesService;
  return { files, count: () => count };
};

const invocationIn = (directory: string): Invocation => ({
  directory,
  project: null,
  session: null,
  environment: { USER: "ada" },
});

const store = Layer.unwrap(Effect.map(Workspace, ({ root }) => FilesystemDesignStore.layer({ root })));
const machineOf = (files: FilePrimitivesService) =>
  Layer.merge(Layer.succeed(FilePrimitives, files), NodeProcessIdentity.layer);
const layersOf = (files: FilePrimitivesService, repo: string) =>
  store.pipe(Layer.provideMerge(workspaceLayer(invocationIn(repo))), Layer.provideMerge(machineOf(files)));

type Services = Layer.Success<ReturnType<typeof layersOf>>;
type Command = (repo: string) => Effect.Effect<unknown, Failure, Services>;

const runIn = (repo: string, files: FilePrimitivesService, command: Command) =>
  Effect.runPromiseExit(Effect.provide(command(repo), layersOf(files, repo)));

const initIn = (repo: string) =>
  init(invocationIn(repo), { answers: [], dryRun: false, instructions: planInstructionFiles });

/** What a reader of the repository sees: views, locks and caches of this clone are none of it. */
const trackedOf = (repo: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(treeOf(repo)).filter(
      ([path]) => !/^\.idse\/\.local\/|\/(?:CURRENT_SESSION|session_state\.json)$/.test(path),
    ),
  );

const changedIn = (before: Record<string, string>, after: Record<string, string>): ReadonlyArray<string> =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  );

const failureOf = (exit: Exit.Exit<unknown, Failure>): Failure => {
  if (Exit.isSuccess(exit)) throw new Error("the command succeeded");
  const [reason] = exit.cause.reasons;
  if (reason?._tag !== "Fail") throw new Error(`the command died: ${String(exit.cause)}`);
  return reason.error;
};

interface Case {
  readonly name: string;
  readonly repo: () => string;
  readonly run: (repo: string, files: FilePrimitivesService) => Promise<Exit.Exit<unknown, Failure>>;
}

const cases: ReadonlyArray<Case> = [
  {
    name: "init",
    repo: temporaryRepo,
    run: (repo, files) => Effect.runPromiseExit(Effect.provide(initIn(repo), machineOf(files))),
  },
  {
    name: "session create",
    repo: workspace,
    run: (repo, files) => runIn(repo, files, () => createSession({ name: "new" })),
  },
  { name: "spawn", repo: workspace, run: (repo, files) => runIn(repo, files, () => spawn({ name: "new" })) },
  {
    name: "session tag",
    repo: workspace,
    run: (repo, files) => runIn(repo, files, () => tagSession("__blueprint__", ["a"], [])),
  },
  {
    name: "session set-stage",
    repo: () => workspace({ filled: true }),
    run: (repo, files) =>
      runIn(repo, files, () => setStage({ id: "__blueprint__", stage: "intent", status: "completed" })),
  },
];

describe.each(cases)("$name", ({ repo: make, run }) => {
  it.each([
    // A rename needs room for a name at most; what is undone or released by one still can be.
    [
      "and stays full",
      (at: number) => (count: number, operation: string) =>
        count >= at && (count === at || operation !== "rename"),
    ],
    ["for a moment", (at: number) => (count: number) => count === at],
  ])("changes nothing where the disk is full %s", async (_name, fullFrom) => {
    const healthy = diskFullAt(() => false);
    expect(Exit.isSuccess(await run(make(), healthy.files))).toBe(true);
    expect(healthy.count()).toBeGreaterThan(3);
    let failed = 0;
    for (let at = 1; at <= healthy.count(); at++) {
      const repo = make();
      const before = trackedOf(repo);
      const exit = await run(repo, diskFullAt(fullFrom(at)).files);
      // Where only a cache could not be written, the command has done what it was asked to.
      if (Exit.isSuccess(exit)) {
        expect(changedIn(before, trackedOf(repo))).not.toEqual([]);
        continue;
      }
      failed += 1;
      const report = describeFailure(failureOf(exit));
      expect({ at, exit: report.exit, code: report.code }).toEqual({
        at,
        exit: exitCodes.machineFailed,
        code: "machine-failed",
      });
      expect(report.hint).toContain("The disk is full");
      expect({ at, changed: changedIn(before, trackedOf(repo)) }).toEqual({ at, changed: [] });
      const again = await run(repo, NodeFiles.nodeFiles);
      expect({ at, again: again._tag }).toEqual({ at, again: "Success" });
    }
    expect(failed).toBeGreaterThan(0);
  });
});

it.each<[string, Command]>([
  ["status", () => status],
  ["next", () => next()],
  ["sessions", () => sessions({})],
  ["validate", () => validate({ scope: "all" })],
])("%s works where nothing can be written", async (_name, command) => {
  const repo = workspace();
  const exit = await runIn(repo, diskFullAt(() => true, "EROFS").files, command);
  expect(exit._tag).toBe("Success");
});
