/** The documents of a workspace as a store that is looked up anew for each call, and shows nothing of other workspaces. */
import {
  type Capabilities,
  DesignStore,
  type DesignStoreService,
  type RevisionConflict,
  type StoreFailure,
  Unavailable,
} from "@idse/design-store";
import type { Workplace } from "@idse/mcp-server";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import type { Failure } from "@idse/orchestrator/Failure";
import { Workspace } from "@idse/orchestrator/Workspace";
import { isRemote } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { ownProjects } from "./own-projects.ts";

const storeTags = [
  "Unavailable",
  "Unauthorized",
  "Rejected",
  "QuotaExceeded",
  "Malformed",
  "RevisionConflict",
];

const isOfStore = (failure: Failure): failure is StoreFailure | RevisionConflict =>
  storeTags.includes(failure._tag);

/** What can be counted on whichever store it is. The handshake tells what the present one promises. */
const least: Capabilities = { cas: "none", atomicCommit: false, changes: "scan", byteExact: false };

export const documentsOf = ({ run, asTyped }: Workplace): DesignStoreService => {
  const refused = (operation: string, failure: Failure): Unavailable => {
    const { message, hint } = describeFailure(failure);
    const told = hint === null ? message : `${message} ${asTyped(hint)}`;
    return new Unavailable({ store: "mcp-server", operation, message: told });
  };
  const here = <A, E extends StoreFailure | RevisionConflict>(
    operation: string,
    work: (store: DesignStoreService) => Effect.Effect<A, E>,
  ): Effect.Effect<A, E | StoreFailure> =>
    run(
      Effect.gen(function* () {
        const store = yield* DesignStore;
        const { config, projects } = yield* Workspace;
        return yield* work(isRemote(config.store) ? ownProjects(store, projects) : store);
      }),
      {},
    ).pipe(Effect.mapError((failure) => (isOfStore(failure) ? (failure as E) : refused(operation, failure))));
  return {
    capabilities: least,
    get: (refs) => here("get", (store) => store.get(refs)),
    heads: (scope, since) => here("heads", (store) => store.heads(scope, since)),
    commit: (changes, operation) => here("commit", (store) => store.commit(changes, operation)),
  };
};
