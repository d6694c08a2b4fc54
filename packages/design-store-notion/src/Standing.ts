/**
 * What a document says at this moment, from its page's columns and, where somebody may have edited the page,
 * from its body.
 *
 * Notion has no version of a page. `last_edited_time` is rounded down to the minute and `last_edited_by` names
 * the last hand, so both are used for one thing only: to see that a page was certainly not touched since this
 * store wrote it, which saves reading its body. Every write reads the body all the same.
 */
import type { Revision, StoreFailure } from "@idse/design-store";
import { type Digest, digestOf } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { DocumentPage } from "./DocumentPage.ts";
import { malformed } from "./Failure.ts";
import { inLayoutOf } from "./Layout.ts";
import { bodyOf, isMarkdown, renderingOf, saysTheSame, textOfBody } from "./PageBody.ts";
import { revisionFor } from "./PageRecord.ts";
import { decodeSource } from "./SourceText.ts";

export interface Standing {
  /**
   * `kept`: as this store wrote it. `arrived`: a write was cut off, and the page says what was to be
   * written. `edited`: the page says something else, and that is what counts.
   */
  readonly how: "kept" | "arrived" | "edited";
  readonly version: number;
  readonly revision: Revision;
  readonly digest: Digest;
  readonly content:
    | { readonly kind: "source"; readonly encoded: string }
    | { readonly kind: "text"; readonly text: string };
}

const minute = 60_000;

/**
 * Whether nobody touched the page since this store wrote it. `at` is Notion's clock at the time of asking:
 * within the minute of the last edit another one would not show.
 */
export const isUntouched = (
  { settled, pending, editedBy, editedTime }: DocumentPage,
  at: number | null,
): boolean =>
  settled !== null &&
  pending === null &&
  settled.rendered !== "" &&
  editedBy === settled.by &&
  isMinuteOver(editedTime, at);

export const isMinuteOver = (time: string, at: number | null): boolean =>
  at !== null && at >= Date.parse(time) + minute;

/** As this store wrote it. */
const kept = ({ settled, source }: DocumentPage): Standing | undefined =>
  settled === null
    ? undefined
    : {
        how: "kept",
        version: settled.version,
        revision: revisionFor(settled.version, settled.digest, settled.rendered),
        digest: settled.digest,
        content: { kind: "source", encoded: source },
      };

/** From the columns alone; undefined where only the body can tell. */
export const standingUntouched = (page: DocumentPage, at: number | null): Standing | undefined =>
  isUntouched(page, at) ? kept(page) : undefined;

/** As people left it, in the layout of what this store had written there. */
const textOfEdited = ({ ref, settled, source }: DocumentPage, body: string): string => {
  const text = textOfBody(ref.kind, body);
  const written = settled === null || !isMarkdown(ref.kind) ? undefined : decodeSource(source);
  return written === undefined ? text : inLayoutOf(written, text);
};

/** From the columns and the page's body. */
export const standingOf = (page: DocumentPage, body: string): Standing => {
  const { settled, pending, ref } = page;
  const rendered = renderingOf(body);
  const asWritten = rendered === settled?.rendered ? kept(page) : undefined;
  if (asWritten !== undefined) return asWritten;
  const source = pending === null ? undefined : decodeSource(pending.source);
  if (pending !== null && source !== undefined && saysTheSame(body, bodyOf(ref.kind, source)))
    return {
      how: "arrived",
      version: pending.version,
      revision: revisionFor(pending.version, pending.digest, rendered),
      digest: pending.digest,
      content: { kind: "source", encoded: pending.source },
    };
  const text = textOfEdited(page, body);
  const digest = digestOf(text);
  const version = settled?.version ?? 0;
  return {
    how: "edited",
    version,
    revision: revisionFor(version, digest, rendered),
    digest,
    content: { kind: "text", text },
  };
};

/**
 * The exact text. A page that is empty now and was not before is no text: a person who means that removes the
 * document, and whatever else empties a page must not empty a document.
 */
export const contentOf = (
  operation: string,
  { url, settled, pending }: DocumentPage,
  { content, digest }: Standing,
): Effect.Effect<string, StoreFailure> => {
  if (content.kind === "text") {
    if (content.text !== "" || (settled === null && pending === null)) return Effect.succeed(content.text);
    return Effect.fail(
      malformed(
        operation,
        `The page ${url} is empty now. Restore it from its history, or move it to the trash to remove the document.`,
      ),
    );
  }
  const text = decodeSource(content.encoded);
  if (text !== undefined && digestOf(text) === digest) return Effect.succeed(text);
  return Effect.fail(
    malformed(
      operation,
      `The text kept beside ${url} does not have the digest that stands there: one of these columns was changed. Restore them from the page's history.`,
    ),
  );
};
