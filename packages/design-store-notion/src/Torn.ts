/** Commits of several documents that were begun and not closed, and what a reader makes of them. */
import type { OperationId, StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { type DocumentPage, doneBy } from "./DocumentPage.ts";
import { malformed } from "./Failure.ts";
import {
  type DoneHead,
  type PendingChange,
  type PendingCommit,
  type Progress,
  progressOf,
  removedHead,
} from "./Manifest.ts";
import type { NotionApi } from "./NotionApi.ts";
import { refOf } from "./PageName.ts";
import { lookAt, View } from "./View.ts";

export interface Unclosed {
  readonly commit: PendingCommit;
  /** In the order of its changes. */
  readonly progress: ReadonlyArray<Progress>;
  /** What each change was answered with, where all are done; null otherwise. */
  readonly heads: ReadonlyArray<DoneHead> | null;
}

/** Half done: neither what was there before nor what was to come. */
export const isTorn = ({ progress }: Unclosed): boolean =>
  !progress.every((one) => one === "done") && !progress.every((one) => one === "not begun");

/**
 * The unclosed commits that a view shows and that concern one of these documents. Pages of them that the view
 * does not have are looked up, which costs a request while a commit is unclosed and none otherwise.
 */
export const unclosedIn = (
  api: NotionApi,
  operation: string,
  view: View,
  concerns: (id: string) => boolean,
  isSeen: (id: string) => boolean,
): Effect.Effect<ReadonlyArray<Unclosed>, StoreFailure> =>
  Effect.gen(function* () {
    const commits = new Map<OperationId, PendingCommit>();
    for (const { record } of view.manifests())
      if (record.pending?.changes.some(({ id }) => concerns(id)))
        commits.set(record.pending.operation, record.pending);
    const changes = [...commits.values()].flatMap((commit) => commit.changes);
    const others = new View();
    yield* lookAt(
      others,
      api,
      operation,
      changes.map(({ id }) => id).filter((id) => !isSeen(id)),
    );
    const pagesOf = ({ id }: PendingChange) => (isSeen(id) ? view : others).pagesOf(id);
    return [...commits.values()].map((commit) => {
      const { operation: done, changes: wanted } = commit;
      const heads = wanted.flatMap((change) => headOf(change, done, pagesOf(change)) ?? []);
      return {
        commit,
        progress: wanted.map((change) => progressOf(change, done, pagesOf(change))),
        heads: heads.length === wanted.length ? heads : null,
      };
    });
  });

const headOf = (
  change: PendingChange,
  operation: OperationId,
  pages: ReadonlyArray<DocumentPage>,
): DoneHead | undefined => {
  const { id, page } = change;
  if (progressOf(change, operation, pages) !== "done") return undefined;
  if (page !== null) return removedHead(id, operation);
  const done = doneBy(pages[0], operation);
  return done && { id, revision: done[1], digest: done[2], removed: false };
};

const list = (ids: ReadonlyArray<string>): string =>
  ids
    .map((id) => refOf(id)?.kind ?? id)
    .sort()
    .join(", ");

const placeOf = ({ commit }: Unclosed): string =>
  [
    ...new Set(
      commit.changes.flatMap(({ id }) => {
        const ref = refOf(id);
        return ref === undefined
          ? []
          : [ref.session === null ? ref.project : `${ref.project}/${ref.session}`];
      }),
    ),
  ].join(", ");

/** Says which session is half written, what of it is new and what is old, and what to do. */
export const tornFailure = (operation: string, unclosed: Unclosed): StoreFailure => {
  const { commit, progress } = unclosed;
  const idsThat = (...wanted: ReadonlyArray<Progress>) =>
    list(commit.changes.flatMap(({ id }, index) => (wanted.includes(progress[index] ?? "done") ? [id] : [])));
  const parts = [
    ["new", idsThat("done")],
    ["begun", idsThat("begun")],
    ["old", idsThat("not begun")],
  ].flatMap(([word, ids]) => (ids === "" ? [] : [`${word}: ${ids}`]));
  return malformed(
    operation,
    `${placeOf(unclosed)} is half written, or being written at this moment (${parts.join("; ")}). Send the same change again, which completes it, or accept what is there with \`idse store repair\`.`,
  );
};

/** Fails where one of these documents belongs to a commit that is half done. */
export const refuseTorn = (
  operation: string,
  unclosed: ReadonlyArray<Unclosed>,
): Effect.Effect<void, StoreFailure> => {
  const torn = unclosed.find(isTorn);
  return torn === undefined ? Effect.void : Effect.fail(tornFailure(operation, torn));
};
