/**
 * Writing one document's page. First the columns say what is to come, then the body is written, then the columns
 * say what has come, and last the body is read again. Wherever that stops, the page still tells the old
 * text from the new one, and the same operation sent again goes on from there.
 */
import { type DocumentHead, type OperationId, type StoreFailure, Unavailable } from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { PageAnswer } from "./Answers.ts";
import { assured, moveToTrash, Overtaken, type WrittenBody, writeBody } from "./BodyWriting.ts";
import { byRank, type DocumentPage, documentPage, doneBy } from "./DocumentPage.ts";
import { malformed, store } from "./Failure.ts";
import type { NotionApi } from "./NotionApi.ts";
import { renderingOf } from "./PageBody.ts";
import { idOf, pageTitleOf, sessionTextOf, stageTitleOf } from "./PageName.ts";
import {
  doneWith,
  type Pending,
  pendingColumn,
  revisionFor,
  type Settled,
  settledColumn,
} from "./PageRecord.ts";
import type { PreparedPut } from "./Prepared.ts";
import { numberValue, type PropertyValues, selectValue, textValue, titleValue } from "./Properties.ts";
import { sendUntilKnown, standBack } from "./Settling.ts";
import type { Standing } from "./Standing.ts";
import { lookAt, View } from "./View.ts";

const operationName = "commit";

type Writing<A> = Effect.Effect<A, Overtaken | StoreFailure>;

const read = (api: NotionApi, ref: DocumentPage["ref"], answer: PageAnswer) =>
  documentPage(operationName, api.settings.properties, ref, answer);

const pendingFor = (put: PreparedPut, operation: OperationId, version: number): Pending => ({
  operation,
  version,
  digest: put.digest,
  source: put.encoded,
});

/** Sends columns of a page until they are there as sent, and answers with the page. */
const sendColumns = (
  api: NotionApi,
  page: DocumentPage,
  properties: PropertyValues,
  isThere: (page: DocumentPage) => boolean,
): Writing<DocumentPage> =>
  Effect.gen(function* () {
    const current: Writing<DocumentPage> = Effect.flatMap(
      api.page(operationName, page.id),
      ({ value }): Writing<DocumentPage> =>
        value.in_trash ? Effect.fail(new Overtaken()) : read(api, page.ref, value),
    );
    const sent = Effect.flatMap(api.updatePage(operationName, page.id, { properties }), ({ value }) =>
      read(api, page.ref, value),
    );
    const seen = Effect.map(current, (found) => (isThere(found) ? found : null));
    const answered = yield* Effect.result(sendUntilKnown(api, sent, seen));
    if (answered._tag === "Success") {
      if (isThere(answered.success)) return answered.success;
      return yield* Effect.fail(
        malformed(operationName, `Notion did not keep the columns of ${page.url} as they were sent.`),
      );
    }
    // What is in the trash cannot be written.
    if (answered.failure._tag === "Rejected") yield* current;
    return yield* Effect.fail(answered.failure);
  });

const columnsOf = (api: NotionApi, settled: Settled, source: string): PropertyValues => {
  const { properties: names } = api.settings;
  return {
    [names.version]: numberValue(settled.version),
    [names.digest]: textValue(settled.digest),
    [names.record]: textValue(settledColumn(settled)),
    [names.source]: textValue(source),
    [names.pending]: textValue(""),
  };
};

interface Arrival {
  readonly page: DocumentPage;
  readonly put: PreparedPut;
  readonly operation: OperationId;
  readonly version: number;
  /** How Notion renders what was written; empty where somebody edited it at once. */
  readonly rendered: string;
  /** Whom Notion will name as the last editor, as far as is known. */
  readonly by: string;
  readonly done: Settled["done"];
}

/**
 * Closes a write: the columns first, then a last look at the body. An edit before that look would hide behind
 * this store's own last edit, so it is found here or shows by itself.
 */
const settle = (api: NotionApi, arrival: Arrival): Writing<DocumentHead> =>
  Effect.gen(function* () {
    const { page, put, operation, version, rendered } = arrival;
    const { ref } = page;
    const revision = revisionFor(version, put.digest, rendered);
    const done = doneWith(arrival.done, operation, revision, put.digest);
    const write = (shown: string, by: string) => {
      const settled: Settled = { version, digest: put.digest, rendered: shown, by, done };
      return sendColumns(
        api,
        page,
        columnsOf(api, settled, put.encoded),
        (found) =>
          doneBy(found, operation) !== undefined &&
          found.settled?.rendered === shown &&
          found.settled.by === by &&
          found.source === put.encoded,
      );
    };
    let { by } = arrival;
    for (let round = 1; ; round += 1) {
      const { editedBy } = yield* write(rendered, by);
      if (editedBy === by || by === "") break;
      // Not whom we took for ourselves. The one named here is taken for this store from now on, so no guess stays.
      by = round < 3 ? editedBy : "";
    }
    const { value: body } = yield* api.markdown(operationName, page.id);
    if (renderingOf(body) === rendered) return { ref, revision, digest: put.digest, removed: false };
    yield* write("", by);
    return yield* Effect.fail(
      malformed(
        operationName,
        `${page.url} was written, and says something else already: somebody edits it at this moment. What they wrote stands; read it again.`,
      ),
    );
  });

/** Of a page that somebody else wrote in as well no rendering is known again. */
const settledRendering = ({ rendered, isOurs }: WrittenBody): string => (isOurs ? renderingOf(rendered) : "");

/** What the page's last write was, if it was cut off and has arrived all the same, belongs to what it has done. */
const historyOf = ({ settled, pending }: DocumentPage, standing: Standing): Settled["done"] => {
  const done = settled?.done ?? [];
  return pending !== null && standing.how === "arrived"
    ? doneWith(done, pending.operation, standing.revision, standing.digest)
    : done;
};

/** A page and what it was found to say, before anything is written. */
export interface Found {
  readonly page: DocumentPage;
  readonly body: string;
  readonly standing: Standing;
}

export const replacePage = (
  api: NotionApi,
  put: PreparedPut,
  operation: OperationId,
  { page, body, standing }: Found,
): Writing<DocumentHead> =>
  Effect.gen(function* () {
    const { settled, pending } = page;
    if (pending?.operation === operation && standing.how !== "kept") {
      const written = yield* assured(api, page, body, put.body);
      if (!written.isOurs) return yield* Effect.fail(new Overtaken());
      const { version } = pending;
      const by = settled?.by ?? page.createdBy;
      const [rendered, done] = [settledRendering(written), settled?.done ?? []];
      return yield* settle(api, { page, put, operation, version, rendered, by, done });
    }
    const version = standing.version + 1;
    const column = textValue(pendingColumn(pendingFor(put, operation, version)));
    const { editedBy: by } = yield* sendColumns(
      api,
      page,
      { [api.settings.properties.pending]: column },
      (found) => found.pending?.operation === operation && found.pending.source === put.encoded,
    );
    // Where somebody was faster, the column stays as it is: it has everybody read the body, where their edit is.
    const written = yield* writeBody(api, page, body, put.body);
    const done = historyOf(page, standing);
    return yield* settle(api, {
      page,
      put,
      operation,
      version,
      rendered: settledRendering(written),
      by,
      done,
    });
  });

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
): Writing<DocumentHead> =>
  Effect.gen(function* () {
    const { value: body } = yield* api.markdown(operationName, made.id);
    const page = yield* claim(api, put, operation, made);
    const rendered = settledRendering(yield* assured(api, page, body, put.body));
    return yield* settle(api, { page, put, operation, version: 1, rendered, by: page.createdBy, done: [] });
  });

export const makePage = (api: NotionApi, put: PreparedPut, operation: OperationId): Writing<DocumentHead> =>
  Effect.gen(function* () {
    const { ref } = put.change;
    const made = yield* sendUntilKnown(
      api,
      Effect.flatMap(api.createPage(operationName, newPage(api, put, operation), put.body), ({ value }) =>
        read(api, ref, value),
      ),
      Effect.map(pagesNow(api, put), (pages) => pages.find(isOf(operation)) ?? null),
    );
    return yield* finishPage(api, put, operation, made);
  });
