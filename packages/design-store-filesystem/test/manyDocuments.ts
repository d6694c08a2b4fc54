/** A project with enough documents for an index, and stores that are watched while they list it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DesignStore, type DocumentHead, type Scope } from "@idse/design-store";
import { FilePrimitives, type FilePrimitivesService, type FileStat } from "@idse/durable-files";
import { type DocumentKind, type DocumentRef, digestOf, refKey, stages } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { nodeFiles } from "../src/NodeFiles.ts";
import { provided, realStore } from "./processes.ts";
import { temporaryRoot } from "./temporary.ts";

export const project = "demo";
export const kinds: ReadonlyArray<DocumentKind> = [...stages, "session"];
export const sessionCount = 30;
export const documentCount = sessionCount * kinds.length;

export const sessionName = (number: number): string => `session-${number}`;

export const refsOf = (count = sessionCount): ReadonlyArray<DocumentRef> =>
  Array.from({ length: count }, (_, number) => sessionName(number)).flatMap((session) =>
    kinds.map((kind) => ({ project, session, kind })),
  );

export const fileOf = (root: string, session: number, kind: DocumentKind): string =>
  `${root}/${pathOf({ project, session: sessionName(session), kind })}`;

export const indexOf = (root: string): string => `${root}/.idse/.local/cache/heads-v1/${project}`;

/** In whole seconds, because a program cannot put finer times back. The same for all, so that times alone tell no two files apart. */
const writtenAt = 1_700_000_000;

export const manyDocuments = (count = sessionCount): string => {
  const root = temporaryRoot();
  for (const ref of refsOf(count)) {
    const path = `${root}/${pathOf(ref)}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${refKey(ref)}\n`);
    utimesSync(path, writtenAt, writtenAt);
  }
  return root;
};

/** What `heads` must answer, found without a store. */
export const truthOf = (root: string, refs: ReadonlyArray<DocumentRef> = refsOf()) =>
  refs
    .filter((ref) => existsSync(`${root}/${pathOf(ref)}`))
    .map((ref) => {
      const bytes = readFileSync(`${root}/${pathOf(ref)}`);
      const revision = `r1:${createHash("sha256").update(bytes).digest("hex")}`;
      return { ref, revision, digest: digestOf(bytes.toString("utf8")), removed: false };
    })
    .sort(byRef);

const byRef = (left: DocumentHead, right: DocumentHead): number =>
  refKey(left.ref) < refKey(right.ref) ? -1 : 1;

export type Watch = (operation: keyof FilePrimitivesService, path: string) => void;

export interface Eyes {
  readonly before?: Watch;
  /** What the file system is taken to say of a path. */
  readonly stat?: (path: string, stat: FileStat) => FileStat;
}

const seconds = (count: number): bigint => BigInt(count) * 1_000_000_000n;

/**
 * As if the listing came so many seconds later: the file by which the store asks for the time is shown
 * younger than it is. Everything else is as it lies on the disk.
 */
export const afterSeconds =
  (count: number) =>
  (path: string, stat: FileStat): FileStat =>
    path.endsWith(".tmp") ? { ...stat, mtimeNs: stat.mtimeNs + seconds(count) } : stat;

const filesSeenBy = ({ before, stat }: Eyes): FilePrimitivesService =>
  new Proxy(nodeFiles, {
    get:
      (files, operation: keyof FilePrimitivesService) =>
      (...input: Array<never>) => {
        before?.(operation, String(input[0]));
        const answer = (files[operation] as (...all: Array<never>) => unknown)(...input);
        if (operation !== "stat" || stat === undefined || answer === undefined) return answer;
        return stat(String(input[0]), answer as FileStat);
      },
  });

const listing = (root: string, eyes: Eyes, scope: Omit<Scope, "project">) =>
  provided(
    DesignStore.use((store) => store.heads({ project, ...scope })),
    realStore(root, Layer.succeed(FilePrimitives, filesSeenBy(eyes))),
  );

export interface Listed {
  readonly heads: ReadonlyArray<DocumentHead>;
  /** The documents whose text was read, below the folder of sessions. */
  readonly read: ReadonlyArray<string>;
}

/** Lists as a new process would, an hour after everything was written unless told otherwise. */
export const list = (root: string, eyes: Eyes = {}, scope: Omit<Scope, "project"> = {}): Listed => {
  const read: Array<string> = [];
  const folder = `${root}/.idse/projects/${project}/sessions/`;
  const before: Watch = (operation, path) => {
    if (operation.startsWith("read") && path.startsWith(folder)) read.push(path.slice(folder.length));
    eyes.before?.(operation, path);
  };
  const { heads } = Effect.runSync(listing(root, { stat: afterSeconds(3_600), ...eyes, before }, scope));
  return { heads: [...heads].sort(byRef), read: [...new Set(read)] };
};

export const failureOfListing = (root: string) => Effect.runSync(Effect.flip(listing(root, {}, {})));

/** Changes a file so that its size, its inode and its time of writing are as before; only what a program cannot set has moved on. */
export const changeUnseen = (path: string, text: string): void => {
  const before = statSync(path, { bigint: true });
  do {
    writeFileSync(path, text);
    utimesSync(path, writtenAt, writtenAt);
  } while (statSync(path, { bigint: true }).ctimeNs === before.ctimeNs);
};
