/**
 * A secret that a store asks for when a request needs it, and never earlier. It is held redacted: what is
 * printed, logged or written never holds it, and a text that came from elsewhere is cleaned before it is shown.
 */
import type * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import type { Unauthorized } from "./StoreFailure.ts";

/** Asked anew for each request, so that a token which expires can be renewed behind it. */
export type Credential = Effect.Effect<Redacted.Redacted, Unauthorized>;

const mark = "<redacted>";

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A text without these secrets, as they are and as a URL would carry them. */
export const withoutSecrets = (text: string, secrets: Iterable<Redacted.Redacted>): string => {
  const forms = [...secrets]
    .map((secret) => Redacted.value(secret))
    .filter((value) => value !== "")
    .flatMap((value) => [value, encodeURIComponent(value)])
    .sort((left, right) => right.length - left.length);
  // In one pass, so that what stands for one secret is not searched for the next.
  return forms.length === 0 ? text : text.replaceAll(new RegExp(forms.map(literally).join("|"), "g"), mark);
};
