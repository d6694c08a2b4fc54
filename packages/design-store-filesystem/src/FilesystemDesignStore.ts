/**
 * Documents as plain files under `.idse`, where people and their editors write too. What this store
 * writes is never torn: a killed process leaves the old state or the new one, and the next one finishes.
 *
 * An editor takes no lock. Its save in the moment between the last look at a file and the rename is
 * overwritten; nothing that runs on plain files can close that moment.
 */
import {
  type Capabilities,
  type CommitResult,
  DesignStore,
  type DesignStoreService,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
  type RevisionConflict,
  runStoreChecks,
  type StoreCheck,
  type StoreFailure,
} from "@idse/design-store";
import { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { checkSteps } from "./Check.ts";
import { commitChanges, settle } from "./Commit.ts";
import { attempt, rejected } from "./Failure.ts";
import { headsOf } from "./Listing.ts";
import type { Writer } from "./LocalFolder.ts";
import { withSlashes } from "./NodeFiles.ts";
import { WorkingTree } from "./WorkingTree.ts";

export interface Options {
  /** The repository's root, absolute: the folder that holds `.idse`. */
  readonly root: string;
  /** How long a commit waits for another process, in milliseconds. 30 000 unless told. */
  readonly lockWaitMs?: number;
}

export const capabilities: Capabilities = {
  cas: "native",
  atomicCommit: true,
  changes: "scan",
  byteExact: true,
};

/** A file system has no history: every listing is whole. */
const cursor = "scan";

const refuse = (operation: string, problem: string | undefined): void => {
  if (problem !== undefined) throw rejected(operation, problem);
};

const answerOf = (
  result: CommitResult | RevisionConflict,
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  "heads" in result ? Effect.succeed(result) : Effect.fail(result);

const storeOver = (writer: Writer): DesignStoreService => {
  const { files, root } = writer;
  return {
    capabilities,

    get: (refs) =>
      attempt(root, "get", () => {
        refuse("get", problemWithRefs(refs));
        settle(writer);
        const tree = new WorkingTree(files, root, "get");
        return refs.map((ref) => tree.document(ref) ?? { _tag: "Missing" as const, ref });
      }),

    heads: (scope) =>
      attempt(root, "heads", () => {
        refuse("heads", problemWithScope(scope));
        settle(writer);
        return { heads: headsOf(writer, new WorkingTree(files, root, "heads"), scope), cursor };
      }),

    commit: (changes, operation) =>
      attempt(root, "commit", () => {
        refuse("commit", problemWithChanges(changes));
        return commitChanges(writer, changes, operation);
      }).pipe(Effect.flatMap(answerOf)),
  };
};

const writerOf = (options: Options): Effect.Effect<Writer, never, FilePrimitives | ProcessIdentity> =>
  Effect.gen(function* () {
    return {
      files: yield* FilePrimitives,
      identity: yield* ProcessIdentity,
      root: withSlashes(options.root).replace(/\/+$/, ""),
      lock: options.lockWaitMs === undefined ? {} : { waitMs: options.lockWaitMs },
    };
  });

const openStore = (writer: Writer): Effect.Effect<DesignStoreService, StoreFailure> =>
  Effect.as(
    attempt(writer.root, "open", () => settle(writer)),
    storeOver(writer),
  );

/**
 * The store of one working tree. A commit that a dead process left is finished at once where this process
 * may write; apart from that, reading changes nothing but a cache in `.idse/.local`.
 */
export const make = (
  options: Options,
): Effect.Effect<DesignStoreService, StoreFailure, FilePrimitives | ProcessIdentity> =>
  Effect.flatMap(writerOf(options), openStore);

export const layer = (
  options: Options,
): Layer.Layer<DesignStore, StoreFailure, FilePrimitives | ProcessIdentity> =>
  Layer.effect(DesignStore, make(options));

/** Whether documents can be kept there: looks, then writes one under a name of its own and takes it away again. */
export const check = (
  options: Options,
  { project }: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>, never, FilePrimitives | ProcessIdentity> =>
  Effect.flatMap(writerOf(options), (writer) =>
    runStoreChecks(checkSteps(writer, openStore(writer), project)),
  );
