/**
 * Where a document is, for programs and for people. Under the default store that is a path in the working
 * tree. Where another store is the primary one, a document has no path, and a name by which it is called.
 * The engine goes by the path that a document would have in a working tree; what is shown goes through here.
 */
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { isRemote, pathOf, refOfPath, sessionFolder, type WorkspaceConfig } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { Workspace } from "./Workspace.ts";

export interface Places {
  /** From the root; null where the document is not in the working tree. */
  readonly path: (ref: DocumentRef) => string | null;
  /** For people: the path, or `notion:shop/checkout/spec`. */
  readonly name: (ref: DocumentRef) => string;
  /** A session's folder; null where it has none. */
  readonly folder: (project: string, session: string) => string | null;
  /** A path as the engine has it, for programs: null where a document of another store would lie there. */
  readonly published: (path: string) => string | null;
  /** The same for people. */
  readonly shown: (path: string) => string;
}

const inTheWorkingTree: Places = {
  path: pathOf,
  name: pathOf,
  folder: sessionFolder,
  published: (path) => path,
  shown: (path) => path,
};

const elsewhere = (kind: string): Places => {
  const name = (ref: DocumentRef): string => `${kind}:${refKey(ref).replace("//", "/")}`;
  return {
    path: () => null,
    name,
    folder: () => null,
    published: (path) => (refOfPath(path) === null ? path : null),
    shown: (path) => {
      const ref = refOfPath(path);
      return ref === null ? path : name(ref);
    },
  };
};

export const placesOf = ({ store }: Pick<WorkspaceConfig, "store">): Places =>
  isRemote(store) ? elsewhere(store.kind) : inTheWorkingTree;

export const places = Effect.map(Workspace, ({ config }) => placesOf(config));
