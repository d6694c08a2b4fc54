/** What Notion said, in the words of a store. */
import {
  Malformed,
  QuotaExceeded,
  Rejected,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";

export const store = "notion";

/** An answer that is an error, in Notion's own terms; kept as the cause of a failure. It holds no secret. */
export class NotionRefusal extends Error {
  override readonly name = "NotionRefusal";
  readonly status: number;
  /** One of Notion's codes, such as `rate_limited`; `http_502` where there was none. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const rejected = (operation: string, message: string, cause?: unknown): Rejected =>
  new Rejected({ store, operation, message, ...(cause === undefined ? {} : { cause }) });

export const malformed = (operation: string, message: string): Malformed =>
  new Malformed({ store, operation, message });

/** Said to everybody who may not see what they ask for: Notion answers alike where a thing is not shared and where it is not there. */
export const shareIt =
  "Open the database in Notion and add the integration under ••• > Connections; then run it again.";

const overloaded = (status: number): boolean => status === 429 || status === 529;

export const failureOf = (operation: string, cause: NotionRefusal, retryAfterMs?: number): StoreFailure => {
  const { status, code, message } = cause;
  const fields = { store, operation, cause };
  if (overloaded(status))
    return new QuotaExceeded({
      ...fields,
      message: `Notion takes no more requests at the moment: ${message}`,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  if (status === 401)
    return new Unauthorized({ ...fields, message: `Notion does not accept the token: ${message}` });
  if (status === 403)
    return new Unauthorized({
      ...fields,
      message: `Notion does not let this integration do that: ${message} It needs the capabilities to read, insert and update content.`,
    });
  if (status === 404)
    return new Unauthorized({
      ...fields,
      message: `Notion finds nothing there for this integration: ${message} ${shareIt}`,
    });
  if (code === "conflict_error" || status >= 500)
    return new Unavailable({ ...fields, code, message: `Notion could not do it: ${message}` });
  return new Rejected({ ...fields, message: `Notion refuses this: ${message}` });
};

/**
 * Whether a failed request may have been carried out all the same. A conflict was not (Notion: the
 * transaction could not be completed), nor was one that came too early.
 */
export const isUnanswered = (failure: StoreFailure): boolean =>
  failure._tag === "Unavailable" && failure.code !== "conflict_error";

/** Whether Notion refused for good what it was asked, and did nothing. */
export const isRefused = (failure: StoreFailure): boolean =>
  failure._tag === "Rejected" || (failure.cause instanceof NotionRefusal && failure.cause.status === 404);
