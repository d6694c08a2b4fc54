/** Changes made ready before anything is sent, so that what Notion cannot take is refused whole. */
import type { Change, NonEmpty, StoreFailure } from "@idse/design-store";
import { type Digest, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { rejected } from "./Failure.ts";
import { bodyOf } from "./PageBody.ts";
import { encodeSource, sourceLimit } from "./SourceText.ts";

export interface PreparedPut {
  readonly change: Extract<Change, { readonly _tag: "Put" }>;
  readonly body: string;
  readonly encoded: string;
  readonly digest: Digest;
}

export interface PreparedRemove {
  readonly change: Extract<Change, { readonly _tag: "Remove" }>;
}

export type Prepared = PreparedPut | PreparedRemove;

export const isPut = (prepared: Prepared): prepared is PreparedPut => prepared.change._tag === "Put";

/**
 * A request may have 500 KB in all. What a page says now and what it is to say travel together, so each may
 * have a little less than half of that.
 */
export const bodyLimit = 240_000;

/** As it travels. */
export const sizeOf = (body: string): number => Buffer.byteLength(JSON.stringify(body));

const prepare = (change: Change): Effect.Effect<Prepared, StoreFailure> => {
  if (change._tag === "Remove") return Effect.succeed({ change });
  const { ref, content } = change;
  const body = bodyOf(ref.kind, content);
  const encoded = encodeSource(content);
  return sizeOf(body) <= bodyLimit && encoded.length <= sourceLimit
    ? Effect.succeed({ change, body, encoded, digest: digestOf(content) })
    : Effect.fail(
        rejected(
          "commit",
          `${refKey(ref)} is too large for a page in Notion: it takes about 240 kB of text. Split the document, or keep it in another store.`,
        ),
      );
};

export const prepareAll = ([first, ...rest]: NonEmpty<Change>): Effect.Effect<
  NonEmpty<Prepared>,
  StoreFailure
> =>
  Effect.gen(function* () {
    return [yield* prepare(first), ...(yield* Effect.forEach(rest, prepare))] as const;
  });
