/**
 * The end of each write of a page: the columns say what has come, and the body is looked at for the last time.
 * Wherever a write stops before that, the page still tells the old text from the new one.
 */
import type { DocumentHead, OperationId, StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { PageAnswer } from "./Answers.ts";
import { isRemoved, Overtaken, type WrittenBody } from "./BodyWriting.ts";
import { type DocumentPage, documentPage, doneBy } from "./DocumentPage.ts";
import { isRefused, malformed } from "./Failure.ts";
import type { NotionApi } from "./NotionApi.ts";
import { renderingOf } from "./PageBody.ts";
import { doneWith, type Pending, revisionFor, type Settled, settledColumn } from "./PageRecord.ts";
import type { PreparedPut } from "./Prepared.ts";
import { numberValue, type PropertyValues, textValue } from "./Properties.ts";
import { sendUntilKnown } from "./Settling.ts";

const operationName = "commit";

export type Writing<A> = Effect.Effect<A, Overtaken | StoreFailure>;

/** A document that was written, and what was found wrong right after. */
export interface Written {
  readonly head: DocumentHead;
  readonly problem: StoreFailure | null;
}

export const readPage = (api: NotionApi, ref: DocumentPage["ref"], answer: PageAnswer) =>
  documentPage(operationName, api.settings.properties, ref, answer);

export const pendingFor = (put: PreparedPut, operation: OperationId, version: number): Pending => ({
  operation,
  version,
  digest: put.digest,
  source: put.encoded,
});

/** Sends columns of a page until they are there as sent, and answers with the page. */
export const sendColumns = (
  api: NotionApi,
  page: DocumentPage,
  properties: PropertyValues,
  isThere: (page: DocumentPage) => boolean,
): Writing<DocumentPage> =>
  Effect.gen(function* () {
    const sent = Effect.flatMap(api.updatePage(operationName, page.id, { properties }), ({ value }) =>
      readPage(api, page.ref, value),
    );
    const seen = Effect.flatMap(api.page(operationName, page.id), ({ value }) =>
      Effect.map(readPage(api, page.ref, value), (found) => (isThere(found) ? found : null)),
    );
    const answered = yield* Effect.result(sendUntilKnown(api, sent, seen));
    if (answered._tag === "Failure") {
      // What is in the trash cannot be written.
      if (isRefused(answered.failure) && (yield* isRemoved(api, page.id)))
        return yield* Effect.fail(new Overtaken());
      return yield* Effect.fail(answered.failure);
    }
    if (isThere(answered.success)) return answered.success;
    return yield* Effect.fail(
      malformed(operationName, `Notion did not keep the columns of ${page.url} as they were sent.`),
    );
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

export interface Arrival {
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
export const settle = (api: NotionApi, arrival: Arrival): Writing<Written> =>
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
    const head = { ref, revision, digest: put.digest, removed: false };
    if (renderingOf(body) === rendered) return { head, problem: null };
    yield* write("", by);
    const problem = malformed(
      operationName,
      `${page.url} was written, and says something else already: somebody edits it at this moment. What they wrote stands; read it again.`,
    );
    return { head, problem };
  });

/** Of a page that somebody else wrote in as well no rendering is known again. */
export const settledRendering = ({ rendered, isOurs }: WrittenBody): string =>
  isOurs ? renderingOf(rendered) : "";
