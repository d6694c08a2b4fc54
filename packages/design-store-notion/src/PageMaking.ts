/** Making a document's page. Notion gives pages no name of ours, so what was made is looked for by its column. */
import { type OperationId, Unavailable } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { assured, moveToTrash, Overtaken } from "./BodyWriting.ts";
import { byRank, type DocumentPage } from "./DocumentPage.ts";
import { store } from "./Failure.ts";
import type { NotionApi } from "./NotionApi.ts";
import { pendingFor, readPage, settle, settledRendering, type Writing, type Written } from "./PageClosing.ts";
import { idOf, pageTitleOf, sessionTextOf, stageTitleOf } from "./PageName.ts";
import { pendingColumn } from "./PageRecord.ts";
import type { PreparedPut } from "./Prepared.ts";
import { type PropertyValues, selectValue, textValue, titleValue } from "./Properties.ts";
import { sendUntilKnown, standBack } from "./Settling.ts";
import { lookAt, View } from "./View.ts";

const operationName = "commit";

const newPage = (api: NotionApi, put: PreparedPut, operation: OperationId): PropertyValues => {
  const { properties: names, titles } = api.settings;
  const { ref } = put.change;
  return {
    // The title column is called as people like; this is its id everywhere.
    title: titleValue(pageTitleOf(ref, titles)),
    [names.id]: textValue(idOf(ref)),
    [names.session]: textValue(sessionTextOf(ref)),
    [names.stage]: selectValue(stageTitleOf(ref, titles)),
    [names.pending]: textValue(pendingColumn(pendingFor(put, operation, 1))),
  };
};

const pagesNow = (api: NotionApi, put: PreparedPut) =>
  Effect.gen(function* () {
    const id = idOf(put.change.ref);
    const view = new View();
    yield* lookAt(view, api, operationName, [id]);
    return view.pagesOf(id);
  });

const isOf = (operation: OperationId) => (page: DocumentPage) => page.pending?.operation === operation;

/**
 * Makes sure that a new page is the document's only one. Whoever sees another's page that is written to the end,
 * or that ranks before the own one, gives way; whoever ranks first waits until the other has, and gives way
 * itself if that does not happen. So of two writers at most one goes on, as long as Notion lists what is there.
 */
const claim = (
  api: NotionApi,
  put: PreparedPut,
  operation: OperationId,
  made: DocumentPage,
): Writing<DocumentPage> =>
  Effect.gen(function* () {
    let listed = false;
    for (let round = 0; round < api.settings.retry.attempts; round += 1) {
      if (round > 0) yield* standBack(api, round);
      const pages = yield* pagesNow(api, put);
      const mine = pages.find(({ id }) => id === made.id);
      // A request that was sent twice because its answer was lost made the same page twice.
      for (const twin of pages) if (twin !== mine && isOf(operation)(twin)) yield* moveToTrash(api, twin.id);
      const others = pages.filter((page) => !isOf(operation)(page));
      if (mine !== undefined && others.length === 0) return mine;
      listed ||= pages.length > 0;
      if (others.some((other) => other.settled !== null || (mine !== undefined && byRank(other, mine) < 0)))
        break;
    }
    if (!listed)
      return yield* Effect.fail(
        new Unavailable({
          store,
          operation: operationName,
          message: `Notion made ${made.url} and does not list it yet. Send the same change again.`,
        }),
      );
    yield* moveToTrash(api, made.id);
    return yield* Effect.fail(new Overtaken());
  });

/** Goes on with a page that was made and not yet written to the end. */
export const finishPage = (
  api: NotionApi,
  put: PreparedPut,
  operation: OperationId,
  made: DocumentPage,
): Writing<Written> =>
  Effect.gen(function* () {
    const { value: body } = yield* api.markdown(operationName, made.id);
    const page = yield* claim(api, put, operation, made);
    const rendered = settledRendering(yield* assured(api, page, body, put.body));
    return yield* settle(api, { page, put, operation, version: 1, rendered, by: page.createdBy, done: [] });
  });

export const makePage = (api: NotionApi, put: PreparedPut, operation: OperationId): Writing<Written> =>
  Effect.gen(function* () {
    const { ref } = put.change;
    const made = yield* sendUntilKnown(
      api,
      Effect.flatMap(api.createPage(operationName, newPage(api, put, operation), put.body), ({ value }) =>
        readPage(api, ref, value),
      ),
      Effect.map(pagesNow(api, put), (pages) => pages.find(isOf(operation)) ?? null),
    );
    return yield* finishPage(api, put, operation, made);
  });
