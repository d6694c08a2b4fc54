/**
 * A workspace for the program that started this one, until its input ends. The handshake is answered before anything of
 * the workspace is opened; what a call needs is loaded with the first one, and every call sees the workspace anew.
 */
import { FilesystemDesignStore } from "@idse/design-store-filesystem";
import { announcementOf, type Offer, type OnProblem, serveStdio } from "@idse/mcp-server";
import type { Failure } from "@idse/orchestrator/Failure";
import type { Invocation } from "@idse/orchestrator/Workspace";
import { layout } from "@idse/project-workspace";
import * as Deferred from "effect/Deferred";
import * as Effect from "effect/Effect";
import { textAt, workspaceAround } from "../guard/files.ts";

export interface WorkspaceOptions {
  readonly invocation: Invocation;
  /** The agent whose mode holds, by its id in the registry; null: the guard is not asked. */
  readonly agent: string | null;
  readonly onProblem: OnProblem;
}

/** A first look, for which a file that cannot be read is as good as none. */
const kindOfStore = (directory: string): string | null => {
  const root = workspaceAround(directory);
  if (root === null) return null;
  try {
    const config = JSON.parse(textAt(root, layout.config) ?? "{}") as { store?: { kind?: string } } | null;
    return config?.store?.kind ?? "filesystem";
  } catch {
    return null;
  }
};

/** The names of clients that come for the documents behind the tools of Artifact Core, as ours does. */
const isOfArtifactCore = (client: string | null): boolean => client?.includes("artifact-core") ?? false;

export const serveWorkspace = (options: WorkspaceOptions) =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope;
    const refused = yield* Deferred.make<never, Failure>();
    const work = yield* Effect.cached(
      Effect.map(
        Effect.promise(() => import("./workplace.ts")),
        ({ workIn }) => workIn(options, scope),
      ),
    );
    /** Whoever came for the documents alone is better off with a program that ends and says why. */
    const promised = Effect.flatMap(work, ({ announcements }) => announcements).pipe(
      Effect.catch((failure) => Effect.andThen(Deferred.fail(refused, failure), Effect.never)),
    );
    const offer: Offer = {
      announcements: (client) =>
        Effect.suspend(() => {
          // What another store promises is known once it was opened, for which an agent does not wait.
          if (kindOfStore(options.invocation.directory) === "filesystem")
            return Effect.succeed(announcementOf(FilesystemDesignStore));
          return isOfArtifactCore(client) ? promised : Effect.succeed({});
        }),
      tools: Effect.map(work, ({ tools }) => tools),
      resources: Effect.map(work, ({ resources }) => resources),
    };
    const serving = serveStdio({ offer, onProblem: options.onProblem });
    yield* Effect.raceFirst(serving, Deferred.await(refused));
  });
