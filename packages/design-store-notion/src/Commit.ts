/**
 * Committing changes: look, compare, write, look again. Whatever is out of date at the first look is refused
 * before anything is written; what changes between the looks is found by the writes themselves.
 */
import {
  type Change,
  type CommitResult,
  type DocumentHead,
  type NonEmpty,
  type OperationId,
  RevisionConflict,
  revisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type Overtaken, trashPage } from "./BodyWriting.ts";
import {
  begunEarlier,
  copiedAmong,
  doneEarlier,
  isAsExpected,
  isOwnBeginning,
  isSameCommit,
  pendingOf,
  refIn,
  type Step,
} from "./CommitPlan.ts";
import type { DocumentPage } from "./DocumentPage.ts";
import { rejected, store } from "./Failure.ts";
import { type DoneHead, removedHead } from "./Manifest.ts";
import { closeCommit, openCommit } from "./ManifestWriting.ts";
import type { NotionApi } from "./NotionApi.ts";
import { idOf, manifestOf } from "./PageName.ts";
import { type Found, finishPage, makePage, replacePage } from "./PageWriting.ts";
import { isPut, prepareAll } from "./Prepared.ts";
import { contentOf, standingOf } from "./Standing.ts";
import { refuseTorn, unclosedIn } from "./Torn.ts";
import { lookAt, View } from "./View.ts";

const operationName = "commit";

const headOf = (ref: DocumentRef, { revision, digest, removed }: DoneHead): DocumentHead => ({
  ref,
  revision,
  digest,
  removed,
});

const find = (api: NotionApi, page: DocumentPage): Effect.Effect<Found, StoreFailure> =>
  Effect.map(api.markdown(operationName, page.id), ({ value: body }) => ({
    page,
    body,
    standing: standingOf(page, body),
  }));

const write = (
  api: NotionApi,
  { prepared, found }: Step,
  operation: OperationId,
): Effect.Effect<DocumentHead, Overtaken | StoreFailure> => {
  if (isPut(prepared)) {
    if (found === undefined) return makePage(api, prepared, operation);
    return isOwnBeginning(found.page, operation)
      ? finishPage(api, prepared, operation, found.page)
      : replacePage(api, prepared, operation, found);
  }
  const { ref } = prepared.change;
  const head = headOf(ref, removedHead(idOf(ref), operation));
  return found === undefined ? Effect.succeed(head) : Effect.as(trashPage(api, found.page, found.body), head);
};

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

/** Of a commit that stopped halfway because somebody changed one of its documents. */
const overtakenAt = ({ prepared }: Step, written: ReadonlyArray<DocumentHead>): RevisionConflict => {
  const ref = refIn(prepared);
  if (written.length === 0) return revisionConflict(store, [ref]);
  const before = written.map((head) => refKey(head.ref)).join(", ");
  return new RevisionConflict({
    store,
    refs: [ref],
    message: `Somebody else changed ${refKey(ref)} meanwhile. Of this change ${before} was already written, the rest was not. Read again and repeat what is missing.`,
  });
};

/** Writes what is not written yet, one document after the other. */
const writeSteps = (
  api: NotionApi,
  steps: ReadonlyArray<Step>,
  operation: OperationId,
  giveUp: Effect.Effect<void, StoreFailure>,
): Effect.Effect<ReadonlyArray<DocumentHead>, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const heads: Array<DocumentHead> = [];
    for (const step of steps) {
      if (step.done !== undefined) {
        heads.push(headOf(refIn(step.prepared), step.done));
        continue;
      }
      const written = yield* Effect.result(write(api, step, operation));
      if (written._tag === "Success") heads.push(written.success);
      else if (written.failure._tag !== "Overtaken") return yield* Effect.fail(written.failure);
      else {
        yield* giveUp;
        return yield* Effect.fail(overtakenAt(step, heads));
      }
    }
    return heads;
  });

export const commitChanges = (
  api: NotionApi,
  changes: NonEmpty<Change>,
  operation: OperationId,
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
            unclosed,
            steps.flatMap(({ prepared: one, found }) =>
              isPut(one) || found === undefined ? [] : [found.page],
            ),
          )
        : [];
    const heads = yield* writeSteps(api, steps, operation, closeCommit(api, opened, operation, null));
    const done = heads.map(({ ref, revision, digest, removed }) => ({
      id: idOf(ref),
      revision,
      digest,
      removed,
    }));
    yield* closeCommit(api, opened, operation, done);
    return { heads };
  });
