/**
 * Writing over a document's page. First a column says what is to come, then the body is written, then the columns
 * say what has come. The same operation sent again goes on where it stopped.
 */
import type { OperationId } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { assured, Overtaken, writeBody } from "./BodyWriting.ts";
import type { DocumentPage } from "./DocumentPage.ts";
import type { NotionApi } from "./NotionApi.ts";
import {
  pendingFor,
  sendColumns,
  settle,
  settledRendering,
  type Writing,
  type Written,
} from "./PageClosing.ts";
import { doneWith, pendingColumn, type Settled } from "./PageRecord.ts";
import type { PreparedPut } from "./Prepared.ts";
import { textValue } from "./Properties.ts";
import type { Standing } from "./Standing.ts";

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
): Writing<Written> =>
  Effect.gen(function* () {
    const { settled, pending } = page;
    const { expect } = put.change;
    // Begun earlier, and the page does not say any more what it said then: it may be this very text.
    if (pending?.operation === operation && expect !== "absent" && expect.revision !== standing.revision) {
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
