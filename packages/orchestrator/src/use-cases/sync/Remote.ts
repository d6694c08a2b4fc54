/** Which remote a command means, and the two sides of a sync with it. */
import { DesignStore } from "@idse/design-store";
import { FilePrimitives, type FilePrimitivesService, ProcessIdentity } from "@idse/durable-files";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { homeOf, pathOf, type RemoteSettings } from "@idse/project-workspace";
import type { SyncSides, SyncState } from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { DocumentHistory } from "../../DocumentHistory.ts";
import { attempt, type Failure, Misuse, NotFound, RemoteFailed } from "../../Failure.ts";
import { cloneFolder } from "../../KeptTexts.ts";
import type { StoreDriver } from "../../StoreDriver.ts";
import { gitFolder, Workspace, type WorkspaceService } from "../../Workspace.ts";

export interface Remote {
  readonly name: string;
  readonly settings: RemoteSettings;
}

/** Opens what the settings of a remote describe; who knows the stores hands it in. */
export type OpenRemote = (
  settings: RemoteSettings,
) => Effect.Effect<StoreDriver, Failure, FilePrimitives | ProcessIdentity | Workspace>;

export const remotesOf = ({ config }: Pick<WorkspaceService, "config">): ReadonlyArray<Remote> =>
  Object.entries(config.remotes)
    .map(([name, settings]) => ({ name, settings }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));

/** The remote of a name, or the only one. */
export const chooseRemote = (name: string | null) =>
  Effect.gen(function* () {
    const remotes = remotesOf(yield* Workspace);
    const [first, second] = name === null ? remotes : remotes.filter((one) => one.name === name);
    if (first !== undefined && second === undefined) return first;
    if (first !== undefined) {
      return yield* new Misuse({
        problem: `Several remotes are here, and none is named: ${remotes.map((one) => one.name).join(", ")}.`,
        hint: `--remote ${first.name}`,
      });
    }
    return yield* new NotFound({
      what: "remote",
      name: name ?? "",
      hint:
        remotes.length === 0
          ? "idse sync setup"
          : `--remote ${remotes[0]?.name ?? ""}, or a new one: idse sync setup ${name ?? ""}`,
    });
  });

/**
 * The folder for what this clone knows of a remote, which all its worktrees share. A workspace below the
 * root of its repository has one of its own.
 */
const stateFolder = (files: FilePrimitivesService, root: string, name: string): string => {
  const git = gitFolder(files, root);
  const top = git === null ? root : topOf(files, root);
  // No remote is called so: names do not begin with "@".
  const below = root === top ? "" : `@${encodeURIComponent(root.slice(top.length + 1))}/`;
  return `${cloneFolder(files, root)}/sync/${below}${name}`;
};

/** The folder in which git's own lies. */
const topOf = (files: FilePrimitivesService, root: string): string => {
  let at = root;
  while (files.stat(`${at}/.git`) === undefined) at = at.slice(0, at.lastIndexOf("/"));
  return at;
};

/** Stays the same for a worktree as long as it is there. */
const worktreeOf = (files: FilePrimitivesService, root: string): string => {
  const git = gitFolder(files, root);
  return git !== null && files.stat(`${git}/commondir`) !== undefined
    ? `worktree ${git.slice(git.lastIndexOf("/") + 1)}`
    : "main";
};

export interface Kept {
  readonly state: SyncState;
  readonly worktree: string;
}

/** What this clone keeps about a remote; nothing is read yet. */
export const keptOf = ({ name, settings }: Remote) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const identity = yield* ProcessIdentity;
    const { root } = yield* Workspace;
    return yield* attempt(
      (): Kept => ({
        state: { files, identity, folder: stateFolder(files, root, name), remote: homeOf(settings) },
        worktree: worktreeOf(files, root),
      }),
    );
  });

/** A failure of the other side is told as the remote's, with its name. */
const asRemote = (name: string, primary: string) => {
  const isOurs = (store: string): boolean => store === primary;
  return (failure: Failure): Failure => {
    switch (failure._tag) {
      case "Unavailable":
      case "Unauthorized":
      case "Rejected":
      case "QuotaExceeded":
      case "Malformed":
        return isOurs(failure.store) ? failure : new RemoteFailed({ remote: name, failure });
      default:
        return failure;
    }
  };
};

/** Does something with both sides; the remote is opened for it and closed behind it. */
export const withSides = <A, E extends Failure, R>(
  remote: Remote,
  open: OpenRemote,
  use: (sides: SyncSides) => Effect.Effect<A, E, R>,
) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { config } = yield* Workspace;
      const local = yield* DesignStore;
      const kept = yield* keptOf(remote);
      const history = yield* DocumentHistory;
      const earlier = (ref: DocumentRef, isEnough: (text: string) => boolean) =>
        history.find(pathOf(ref), isEnough, { line: true });
      // Where both are of one kind, a failure is more likely the network's than the one at home.
      const primary = config.store.kind === remote.settings.kind ? "" : config.store.kind;
      return yield* Effect.gen(function* () {
        const driver = yield* open(remote.settings);
        const there = yield* driver.open;
        return yield* use({ ...kept, earlier, local, remote: there });
      }).pipe(Effect.mapError(asRemote(remote.name, primary)));
    }),
  );
