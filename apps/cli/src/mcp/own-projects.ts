/** A store that others use too, seen as one workspace sees it: its own projects, and of the rest not even that it is there. */
import { type Change, type DesignStoreService, Rejected } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";

export const ownProjects = (
  store: DesignStoreService,
  projects: ReadonlyArray<string>,
): DesignStoreService => {
  const within = <A, E>(operation: string, asked: ReadonlyArray<string>, work: Effect.Effect<A, E>) => {
    const stranger = asked.find((project) => !projects.includes(project));
    return stranger === undefined
      ? work
      : Effect.fail(
          new Rejected({
            store: "mcp-server",
            operation,
            message: `"${stranger}" is no project of this workspace. It has: ${projects.join(", ")}.`,
          }),
        );
  };
  const ofRef = ({ project }: DocumentRef): string => project;
  const ofChange = ({ ref }: Change): string => ref.project;
  return {
    capabilities: store.capabilities,
    get: (refs) => within("get", refs.map(ofRef), store.get(refs)),
    heads: (scope, since) => within("heads", [scope.project], store.heads(scope, since)),
    commit: (changes, operation) => within("commit", changes.map(ofChange), store.commit(changes, operation)),
  };
};
