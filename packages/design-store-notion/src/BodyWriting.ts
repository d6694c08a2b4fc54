/**
 * Writing the body of a page so that nothing is overwritten unseen. Notion has no precondition, but an update of
 * content is refused where the text it names is not on the page any more; so the whole previous text is named.
 */
import type { StoreFailure } from "@idse/design-store";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import type { DocumentPage } from "./DocumentPage.ts";
import { isRefused, malformed, rejected } from "./Failure.ts";
import type { NotionApi } from "./NotionApi.ts";
import { renderingOf, saysTheSame, textOfBody } from "./PageBody.ts";
import { settledColumn } from "./PageRecord.ts";
import { bodyLimit, sizeOf } from "./Prepared.ts";
import { type PropertyValues, textValue } from "./Properties.ts";
import { sendUntilKnown } from "./Settling.ts";

/** Somebody else changed or removed the page between reading and writing it; what they did stands. */
export class Overtaken extends Data.TaggedError("Overtaken") {}

const operation = "commit";

/** Whether the page is in the trash, or gone for good. */
export const isRemoved = (api: NotionApi, id: string): Effect.Effect<boolean, StoreFailure> =>
  Effect.flatMap(Effect.result(api.page(operation, id)), (found) => {
    if (found._tag === "Success") return Effect.succeed(found.success.value.in_trash);
    return isRefused(found.failure) ? Effect.succeed(true) : Effect.fail(found.failure);
  });

/** A body as Notion answered with it, or as it was found where the answer was lost and so may be anybody's. */
interface Rendered {
  readonly rendered: string;
  readonly isAnswer: boolean;
}

/** What a page says after a write whose answer was lost, or null where it says what it said before. */
const arrived = (
  api: NotionApi,
  page: DocumentPage,
  previous: string,
): Effect.Effect<Rendered | null, StoreFailure> =>
  Effect.map(api.markdown(operation, page.id), ({ value }) =>
    renderingOf(value) === renderingOf(previous) ? null : { rendered: value, isAnswer: false },
  );

/** Of a refusal it is found out whether somebody changed the page; if nobody did, Notion will not have it. */
const afterRefusal = (api: NotionApi, page: DocumentPage, previous: string, refusal: StoreFailure) =>
  Effect.gen(function* () {
    if (!isRefused(refusal)) return yield* Effect.fail(refusal);
    if (yield* isRemoved(api, page.id)) return yield* Effect.fail(new Overtaken());
    const { value } = yield* api.markdown(operation, page.id);
    if (renderingOf(value) !== renderingOf(previous)) return yield* Effect.fail(new Overtaken());
  });

/** A body that was written. */
export interface WrittenBody {
  /** How Notion renders it. */
  readonly rendered: string;
  /** Whether that is this store's text and nobody's besides. */
  readonly isOurs: boolean;
}

/**
 * Whether a page says what was written and nothing else. Somebody may have written above or below the text that
 * was replaced: Notion found it all the same, and their words stand beside ours. Where a rendering does not
 * show that by itself, the same text is written over all of it: if that changes nothing, there was nothing else.
 */
export const assured = (
  api: NotionApi,
  page: DocumentPage,
  rendered: string,
  body: string,
): Effect.Effect<WrittenBody, StoreFailure> =>
  Effect.gen(function* () {
    if (saysTheSame(rendered, body)) return { rendered, isOurs: true };
    yield* api.settings.keepPreImage(page.ref, textOfBody(page.ref.kind, rendered));
    const again = yield* Effect.result(
      sendUntilKnown(
        api,
        api.updateMarkdown(operation, page.id, rendered, body),
        Effect.map(api.markdown(operation, page.id), ({ value }) =>
          renderingOf(value) === renderingOf(rendered) ? null : value,
        ),
      ),
    );
    if (again._tag === "Failure")
      return isRefused(again.failure) ? { rendered, isOurs: false } : yield* Effect.fail(again.failure);
    if (renderingOf(again.success) === renderingOf(rendered)) return { rendered, isOurs: true };
    yield* api.updateMarkdown(operation, page.id, again.success, rendered);
    return { rendered, isOurs: false };
  });

/**
 * Writes `body` over `previous`. Where Notion will not find a text that is certainly there, the page is read once
 * more and written over: the moment between these two cannot be closed.
 */
export const writeBody = (
  api: NotionApi,
  page: DocumentPage,
  previous: string,
  body: string,
): Effect.Effect<WrittenBody, Overtaken | StoreFailure> =>
  Effect.gen(function* () {
    if (body === previous) return { rendered: previous, isOurs: true };
    if (sizeOf(previous) > bodyLimit)
      return yield* Effect.fail(
        rejected(
          operation,
          `${page.url} has grown too large to be written over in one request. Shorten it there.`,
        ),
      );
    const settle = (send: Effect.Effect<string, StoreFailure>) =>
      sendUntilKnown(
        api,
        Effect.map(send, (rendered): Rendered => ({ rendered, isAnswer: true })),
        arrived(api, page, previous),
      );
    const assure = ({ rendered, isAnswer }: Rendered) =>
      Effect.flatMap(assured(api, page, rendered, body), (found) =>
        found.isOurs || isAnswer ? Effect.succeed(found) : Effect.fail(new Overtaken()),
      );
    const conditional =
      previous.trim() === ""
        ? api.insertMarkdown(operation, page.id, body)
        : api.updateMarkdown(operation, page.id, previous, body);
    const written = yield* Effect.result(settle(conditional));
    if (written._tag === "Success") return yield* assure(written.success);
    yield* afterRefusal(api, page, previous, written.failure);
    return yield* assure(yield* settle(api.replaceMarkdown(operation, page.id, body)));
  });

/** Moves a page to the trash, and takes it out again where somebody edited it at that moment. */
export const trashPage = (
  api: NotionApi,
  page: DocumentPage,
  previous: string,
): Effect.Effect<void, Overtaken | StoreFailure> =>
  Effect.gen(function* () {
    const moved = yield* Effect.result(moveToTrash(api, page.id));
    if (moved._tag === "Failure") {
      if (isRefused(moved.failure) && (yield* isRemoved(api, page.id))) return;
      return yield* Effect.fail(moved.failure);
    }
    const body = yield* Effect.result(api.markdown(operation, page.id));
    if (body._tag === "Failure")
      return isRefused(body.failure) ? undefined : yield* Effect.fail(body.failure);
    if (renderingOf(body.success.value) === renderingOf(previous)) return;
    yield* api.updatePage(operation, page.id, { in_trash: false, properties: distrusted(api, page) });
    return yield* Effect.fail(new Overtaken());
  });

/** Columns that have everybody read the body: this store's own touch would hide the edit before it. */
const distrusted = ({ settings }: NotionApi, { settled }: DocumentPage): PropertyValues =>
  settled === null
    ? {}
    : { [settings.properties.record]: textValue(settledColumn({ ...settled, rendered: "", by: "" })) };

/** Whatever it says. */
export const moveToTrash = (api: NotionApi, id: string): Effect.Effect<void, StoreFailure> =>
  Effect.gen(function* () {
    const seen = Effect.map(api.page(operation, id), (answer) => (answer.value.in_trash ? answer : null));
    const { value } = yield* sendUntilKnown(api, api.updatePage(operation, id, { in_trash: true }), seen);
    if (!value.in_trash)
      return yield* Effect.fail(malformed(operation, `Notion did not move ${value.url} to the trash.`));
  });
