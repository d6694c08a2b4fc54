/** The steps of a check: a folder that is there and can be written to, and a document that comes back. */
import {
  type DesignStoreService,
  newTestSession,
  type RevisionConflict,
  roundTrip,
  StoreCheckFailed,
  type StoreCheckSteps,
  type StoreFailure,
} from "@idse/design-store";
import { type FilePrimitivesService, withLock } from "@idse/durable-files";
import { sessionFolder, workspaceFolder } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";
import { localPaths, prepareLocal, type Writer } from "./LocalFolder.ts";
import { parentOf } from "./WorkingTree.ts";

type Step = StoreCheckSteps["schema"];

const hints: Readonly<Record<string, string>> = {
  EACCES: `Let this user write there, as by \`chmod -R u+rwX ${workspaceFolder}\`.`,
  EPERM: `Let this user write there, as by \`chmod -R u+rwX ${workspaceFolder}\`.`,
  EROFS: "Work in a clone on a disk that can be written to.",
  ENOSPC: "Make room on the disk.",
  EDQUOT: "Make room, or ask for a larger quota.",
  EBUSY: "Wait until that command has ended, and try again.",
};

const withHint = <A>(step: Effect.Effect<A, StoreCheckFailed | StoreFailure | RevisionConflict>) =>
  Effect.mapError(step, (failure) => {
    const hint = failure._tag === "Unavailable" ? hints[failure.code ?? ""] : undefined;
    return hint === undefined ? failure : new StoreCheckFailed({ message: failure.message, hint });
  });

const hasWorkspace = ({ files, root }: Writer): Step =>
  Effect.gen(function* () {
    const path = `${root}/${workspaceFolder}`;
    const kind = yield* attempt(root, "check", () => {
      const found = files.stat(path)?.kind;
      // The whole workspace may lie elsewhere, and a link lead to it.
      return found === "symlink" ? files.stat(files.realPath(path))?.kind : found;
    });
    if (kind === "directory") return `${workspaceFolder} is a folder.`;
    return yield* kind === undefined
      ? new StoreCheckFailed({ message: `There is no ${workspaceFolder} in ${root}.`, hint: "idse init" })
      : new StoreCheckFailed({
          message: `${workspaceFolder} in ${root} is not a folder.`,
          hint: "Move that file away, then run `idse init`.",
        });
  });

const mayWrite = (writer: Writer): Step =>
  attempt(writer.root, "check", () => {
    const { files, identity, root, lock } = writer;
    const paths = localPaths(root);
    prepareLocal(writer);
    withLock(
      files,
      identity,
      paths.lock,
      () => {
        const path = `${paths.staged}/${globalThis.crypto.randomUUID()}`;
        files.makeDirectory(paths.staged, { recursive: true });
        files.create(path, new Uint8Array(), true);
        files.remove(path);
      },
      lock,
    );
    return `Files can be made, locked and removed in ${workspaceFolder}.`;
  });

/** The highest folder above a path that is not there yet. */
const firstMissing = (files: FilePrimitivesService, root: string, folder: string): string | undefined => {
  if (folder === root || files.stat(folder) !== undefined) return undefined;
  return firstMissing(files, root, parentOf(folder)) ?? folder;
};

const holdsFile = (files: FilePrimitivesService, folder: string): boolean =>
  files.list(folder).some(({ name, kind }) => kind !== "directory" || holdsFile(files, `${folder}/${name}`));

/** A store removes files; the folders that were made for this one go too. */
const comesBack = (
  { files, root }: Writer,
  store: Effect.Effect<DesignStoreService, StoreFailure>,
  project: string,
): StoreCheckSteps["round-trip"] =>
  Effect.gen(function* () {
    const session = newTestSession();
    const opened = yield* store;
    const made = yield* attempt(root, "check", () =>
      firstMissing(files, root, `${root}/${sessionFolder(project, session)}`),
    );
    const clear = attempt(root, "check", () => {
      if (made !== undefined && files.stat(made) !== undefined && !holdsFile(files, made))
        files.removeTree(made);
    });
    return yield* Effect.ensuring(roundTrip(opened, project, session), Effect.ignore(clear));
  });

export const checkSteps = (
  writer: Writer,
  store: Effect.Effect<DesignStoreService, StoreFailure>,
  project: string,
): StoreCheckSteps => ({
  credentials: Effect.succeed("None are needed."),
  schema: withHint(hasWorkspace(writer)),
  permissions: withHint(mayWrite(writer)),
  "round-trip": withHint(comesBack(writer, store, project)),
});
