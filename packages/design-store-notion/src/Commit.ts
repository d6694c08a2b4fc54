/**
 * Committing changes: look, compare, write, look again. Whatever is out of date at the first look is refused
 * before anything is written; what changes between the looks is found by the writes themselves.
 */
import {
  type Change,
  type CommitResult,
  type NonEmpty,
  type OperationId,
  type RevisionConflict,
  revisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import {
  begunEarlier,
  copiedAmong,
  doneEarlier,
  isAsExpected,
  isSameCommit,
  pendingOf,
  refIn,
  type Step,
} from "./CommitPlan.ts";
import { writeSteps } from "./CommitSteps.ts";
import type { DocumentPage } from "./DocumentPage.ts";
import { rejected, store } from "./Failure.ts";
import { closeCommit, openCommit } from "./ManifestWriting.ts";
import type { NotionApi } from "./NotionApi.ts";
import { idOf, manifestOf } from "./PageName.ts";
import type { Found } from "./PageReplacing.ts";
import { isPut, prepareAll } from "./Prepared.ts";
import { contentOf, standingOf } from "./Standing.ts";
import { refuseTorn, unclosedIn } from "./Torn.ts";
import { lookAt, View } from "./View.ts";

const operationName = "commit";

const find = (api: NotionApi, page: DocumentPage): Effect.Effect<Found, StoreFailure> =>
  Effect.map(api.markdown(operationName, page.id), ({ value: body }) => ({
    page,
    body,
    standing: standingOf(page, body),
  }));

const keepPreImages = (api: NotionApi, steps: ReadonlyArray<Step>): Effect.Effect<void, StoreFailure> =>
  Effect.forEach(
    steps,
    ({ found, done }) => {
      if (found === undefined || done !== undefined) return Effect.void;
      // A text that is damaged in its column is kept as the page shows it.
      const text = Effect.orElseSucceed(
        contentOf(operationName, found.page, found.standing),
        () => found.body,
      );
      return Effect.flatMap(text, (content) => api.settings.keepPreImage(found.page.ref, content));
    },
    { discard: true },
  );

export const commitChanges = (
  api: NotionApi,
  changes: NonEmpty<Change>,
  operation: OperationId,
  round = 1,
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const prepared = yield* prepareAll(changes);
    const refs = prepared.map(refIn);
    const ids = new Set(refs.map(idOf));
    const view = new View();
    yield* lookAt(view, api, operationName, [...ids, ...refs.map((ref) => idOf(manifestOf(ref)))]);

    const begun = begunEarlier(view, prepared, operation);
    const wanted = pendingOf(view, prepared, operation);
    if (begun !== undefined && !isSameCommit(begun, wanted))
      return yield* Effect.fail(
        rejected(operationName, "This operation was begun with other changes. Make a new one for these."),
      );
    const earlier = prepared.map((one) => doneEarlier(view, begun, one, operation));
    const isDone = earlier.every((head) => head !== undefined);

    // A single document tells by itself how far its write has come, unless it goes.
    const needsRecord = prepared.length > 1 || !prepared.every(isPut);
    const has = (id: string) => ids.has(id);
    // A record that this commit would write over matters whatever it is about.
    const unclosed = yield* unclosedIn(api, operationName, view, needsRecord ? () => true : has, has);
    if (!isDone)
      yield* refuseTorn(
        operationName,
        unclosed.filter(({ commit }) => commit.operation !== operation),
      );

    // What was written to the end and not closed is closed first, so that it is remembered; then one looks anew.
    const finished = unclosed.filter(({ commit, heads }) => heads !== null && commit.operation !== operation);
    if (!isDone && finished.length > 0 && round === 1) {
      for (const { commit, heads } of finished) {
        const pages = view.manifests().filter(({ record }) => record.pending?.operation === commit.operation);
        yield* closeCommit(
          api,
          pages.map(({ id }) => id),
          commit.operation,
          heads,
        );
      }
      return yield* commitChanges(api, changes, operation, round + 1);
    }

    const copy = isDone ? undefined : copiedAmong(view, prepared);
    if (copy !== undefined)
      return yield* Effect.fail(
        rejected(
          operationName,
          `${refKey(copy.ref)} has a second page in Notion, ${copy.url}, which would take its place. Move that page to the trash, or clear its ${api.settings.properties.id}.`,
        ),
      );

    const steps = yield* Effect.forEach(prepared, (one, index): Effect.Effect<Step, StoreFailure> => {
      const [page, done] = [view.pageOf(refIn(one)), earlier[index]];
      return done !== undefined || page === undefined
        ? Effect.succeed({ prepared: one, done, found: undefined })
        : Effect.map(find(api, page), (found) => ({ prepared: one, done, found }));
    });
    const stale = steps.filter(
      ({ prepared: one, done, found }) => done === undefined && !isAsExpected(one, found, operation),
    );
    if (stale.length > 0)
      return yield* Effect.fail(
        revisionConflict(
          store,
          stale.map((step) => refIn(step.prepared)),
        ),
      );

    if (!isDone) yield* keepPreImages(api, steps);
    const opened =
      (needsRecord && !isDone) || begun !== undefined
        ? yield* openCommit(
            api,
            view,
            begun ?? wanted,
            steps.flatMap(({ prepared: one, found }) =>
              isPut(one) || found === undefined ? [] : [found.page],
            ),
          )
        : [];
    const written = yield* writeSteps(api, steps, operation, closeCommit(api, opened, operation, null));
    const heads = written.map(({ head }) => head);
    yield* closeCommit(
      api,
      opened,
      operation,
      heads.map(({ ref, revision, digest, removed }) => ({ id: idOf(ref), revision, digest, removed })),
    );
    // What was found wrong with one document is told when all of them are written.
    const problem = written.find((one) => one.problem !== null)?.problem ?? null;
    return problem === null ? { heads } : yield* Effect.fail(problem);
  });
