/** What went wrong on the way to an upstream or at it, in the words of a store. */
import {
  Malformed,
  QuotaExceeded,
  Rejected,
  type RevisionConflict,
  revisionConflict,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { ErrorOutput } from "./Protocol.ts";

export const store = "artifact-core";

export const rejected = (operation: string, message: string): Rejected =>
  new Rejected({ store, operation, message });

export const malformed = (operation: string, message: string): Malformed =>
  new Malformed({ store, operation, message });

/** What a tool answered where it did not do what was asked. */
export const failureOf = (
  operation: string,
  { error: { code, message, refs, retryAfterMs } }: ErrorOutput,
): RevisionConflict | StoreFailure => {
  const about = { store, operation, message };
  switch (code) {
    case "conflict":
      return refs === undefined || refs.length === 0
        ? malformed(operation, "Artifact Core speaks of a conflict and names no document.")
        : revisionConflict(store, refs);
    case "rejected":
      return new Rejected(about);
    case "unauthorized":
      return new Unauthorized(about);
    case "quota":
      return new QuotaExceeded({ ...about, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    case "malformed":
      return new Malformed(about);
    case "unavailable":
      return new Unavailable(about);
  }
};

/** An answer over HTTP that is no success. Its texts come without secrets. */
export interface HttpRefusal {
  readonly status: number;
  /** What the body said, in a line. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
}

export const failureOfHttp = (
  operation: string,
  { status, reason, retryAfterMs }: HttpRefusal,
): StoreFailure => {
  const about = { store, operation, cause: { status, reason } };
  if (status === 401)
    return new Unauthorized({
      ...about,
      message: `Artifact Core does not accept the token: ${reason}. Ask whoever runs it for a new one.`,
    });
  if (status === 403)
    return new Unauthorized({ ...about, message: `Artifact Core refuses access: ${reason}.` });
  if (status === 429)
    return new QuotaExceeded({
      ...about,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      message: "Artifact Core takes no more requests at the moment.",
    });
  if (status === 408 || status >= 500)
    return new Unavailable({
      ...about,
      code: String(status),
      message: `Artifact Core cannot answer now: ${reason} (${status}).`,
    });
  if (status === 413)
    return new Rejected({ ...about, message: `The request is too large for Artifact Core: ${reason}.` });
  if (status >= 300 && status < 400)
    return new Rejected({
      ...about,
      message: "The address answers with a redirect. Give the one it leads to.",
    });
  if (status === 404 || status === 405)
    return new Rejected({
      ...about,
      message: `No MCP server answers at this address (${status}). It usually ends in /mcp.`,
    });
  return new Rejected({ ...about, message: `Artifact Core refuses the request: ${reason} (${status}).` });
};

/** Reading expects nothing, so that an upstream which answers it with a conflict is broken. */
export const notOfReading =
  (operation: string) =>
  <A>(work: Effect.Effect<A, RevisionConflict | StoreFailure>): Effect.Effect<A, StoreFailure> =>
    Effect.catchTag(work, "RevisionConflict", () =>
      malformed(operation, "Artifact Core answers with a conflict where nothing was to be written."),
    );
