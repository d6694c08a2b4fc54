/** Opening and closing the record of a commit on the manifests of the sessions that it touches. */
import type { OperationId, StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { DocumentPage } from "./DocumentPage.ts";
import {
  type DoneHead,
  type DoneOperation,
  emptyRecord,
  type ManifestRecord,
  type PendingCommit,
  readRecord,
  recordColumn,
  withDone,
} from "./Manifest.ts";
import type { NotionApi } from "./NotionApi.ts";
import {
  idOf,
  type ManifestRef,
  manifestOf,
  pageTitleOf,
  refOf,
  sessionTextOf,
  stageTitleOf,
} from "./PageName.ts";
import { selectValue, textOf, textValue, titleValue } from "./Properties.ts";
import { sendUntilKnown } from "./Settling.ts";
import { lookAt, View } from "./View.ts";

const operationName = "commit";

const recordOf = (api: NotionApi, id: string): Effect.Effect<ManifestRecord, StoreFailure> =>
  Effect.flatMap(api.page(operationName, id), ({ value }) =>
    Effect.flatMap(textOf(operationName, value, api.settings.properties.record), (column) =>
      readRecord(operationName, value.url, column),
    ),
  );

const writeRecord = (api: NotionApi, id: string, record: ManifestRecord): Effect.Effect<void, StoreFailure> =>
  Effect.gen(function* () {
    const column = yield* recordColumn(record);
    const properties = { [api.settings.properties.record]: textValue(column) };
    const isThere = Effect.flatMap(api.page(operationName, id), ({ value }) =>
      Effect.map(textOf(operationName, value, api.settings.properties.record), (text) =>
        text === column ? true : null,
      ),
    );
    const send = Effect.as(api.updatePage(operationName, id, { properties }), true);
    yield* sendUntilKnown(api, send, isThere);
  });

const makeManifest = (api: NotionApi, ref: ManifestRef, record: ManifestRecord) =>
  Effect.gen(function* () {
    const { properties: names, titles } = api.settings;
    const properties = {
      title: titleValue(pageTitleOf(ref, titles)),
      [names.id]: textValue(idOf(ref)),
      [names.session]: textValue(sessionTextOf(ref)),
      [names.stage]: selectValue(stageTitleOf(ref, titles)),
      [names.record]: textValue(yield* recordColumn(record)),
    };
    const text =
      "Kept by IDSE: which documents of this session belong together. Please leave this page as it is.\n";
    const found = Effect.gen(function* () {
      const view = new View();
      yield* lookAt(view, api, operationName, [idOf(ref)]);
      return view.manifestsOf(ref)[0]?.id ?? null;
    });
    const made = Effect.map(api.createPage(operationName, properties, text), ({ value }) => value.id);
    return yield* sendUntilKnown(api, made, found);
  });

/** What pages that are about to go remember moves to their manifest. */
const memoriesOf = (pages: ReadonlyArray<DocumentPage>): ReadonlyArray<DoneOperation> =>
  pages.flatMap(({ ref, settled }) =>
    (settled?.done ?? []).map(([operation, revision, digest]) => ({
      operation,
      heads: [{ id: idOf(ref), revision, digest, removed: false }],
    })),
  );

/** Writes what is to come on every manifest that it touches, and answers with these pages' ids. */
export const openCommit = (
  api: NotionApi,
  view: View,
  pending: PendingCommit,
  leaving: ReadonlyArray<DocumentPage>,
): Effect.Effect<ReadonlyArray<string>, StoreFailure> =>
  Effect.gen(function* () {
    const refs = new Map<string, ManifestRef>();
    for (const { id } of pending.changes) {
      const ref = refOf(id);
      if (ref !== undefined) refs.set(idOf(manifestOf(ref)), manifestOf(ref));
    }
    return yield* Effect.forEach(refs.values(), (ref) => {
      const [there] = view.manifestsOf(ref);
      const own = leaving.filter((page) => idOf(manifestOf(page.ref)) === idOf(ref));
      if (there === undefined)
        return makeManifest(api, ref, { ...withDone(emptyRecord, memoriesOf(own)), pending });
      if (there.record.pending?.operation === pending.operation) return Effect.succeed(there.id);
      return Effect.as(
        writeRecord(api, there.id, { ...withDone(there.record, memoriesOf(own)), pending }),
        there.id,
      );
    });
  });

/** Closes a commit: with what it did, or with nothing where it is given up. What others wrote meanwhile stays. */
export const closeCommit = (
  api: NotionApi,
  ids: ReadonlyArray<string>,
  operation: OperationId,
  heads: ReadonlyArray<DoneHead> | null,
): Effect.Effect<void, StoreFailure> =>
  Effect.forEach(
    ids,
    (id) =>
      Effect.gen(function* () {
        const record = yield* recordOf(api, id);
        const pending = record.pending?.operation === operation ? null : record.pending;
        const done = heads === null ? [] : [{ operation, heads }];
        yield* writeRecord(api, id, { ...withDone(record, done), pending });
      }),
    { discard: true },
  );
