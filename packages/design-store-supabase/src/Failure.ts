/**
 * What the server refused, in the words of a store. The codes are PostgREST's (`PGRST…`), Postgres' own, and those
 * that the shipped SQL raises (`PT` and the HTTP status it becomes).
 */
import {
  Malformed,
  QuotaExceeded,
  Rejected,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";

export const store = "supabase";

/** An answer that is no success. Secrets are taken out of its texts where it is made. */
export interface Refusal {
  readonly status: number;
  readonly code: string | null;
  readonly message: string;
  readonly details: string | null;
  readonly retryAfterMs: number | null;
}

/** The server works, and what the migration makes is not there. */
export class MigrationMissing extends Rejected {}

export const rejected = (operation: string, message: string): Rejected =>
  new Rejected({ store, operation, message });

export const malformed = (operation: string, message: string, cause?: unknown): Malformed =>
  new Malformed({ store, operation, message, cause });

/** No such function, table, schema. */
const missing = new Set(["PGRST106", "PGRST202", "PGRST205", "42883", "42P01", "3F000"]);

/** The token's signature, its lifetime, or that there is one. */
const tokenCodes = new Set(["PGRST301", "PGRST302", "PGRST303"]);

/** Rolled back as a whole, so that the same request may succeed: conflicts of transactions, waits that were cut short. */
const passing = /^(40|53|55P03|57)/;

const whyUnauthorized = ({ code, message, status }: Refusal): string | undefined => {
  if (code === "PT403")
    return "The token names no tenant: it has no claim tenant_id. Use a token that was made with one.";
  if (code === "42501")
    return "The role of this token may not use the store. Use the token of a signed-in person with the claim tenant_id; neither the publishable key alone nor a secret key opens it.";
  if (code === "PGRST302") return "No token was sent, and without one nothing is readable.";
  if (code !== null && tokenCodes.has(code))
    return /expired/i.test(message)
      ? "The token has expired. Get a new one by signing in again."
      : `The token is not accepted: ${message}. It must be signed by this project and lie within its time.`;
  if (status === 401) return `The key is not accepted: ${message}. Use the publishable key of this project.`;
  return status === 403 ? `Access is refused: ${message}.` : undefined;
};

/** Never the details: they may quote a document. */
const causeOf = ({ status, code, message }: Refusal) => ({ status, code, message });

export const failureOf = (operation: string, refusal: Refusal): StoreFailure => {
  const { status, code, message, retryAfterMs } = refusal;
  const about = { store, operation, cause: causeOf(refusal) };
  const unauthorized = whyUnauthorized(refusal);
  if (unauthorized !== undefined) return new Unauthorized({ ...about, message: unauthorized });
  if (status === 404 || (code !== null && missing.has(code)))
    return new MigrationMissing({
      ...about,
      message: `The place for documents is not at this address (${code ?? status}). Run the SQL that \`idse store migrate --print\` prints, or correct the address.`,
    });
  if (status === 429)
    return new QuotaExceeded({
      ...about,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
      message: "Supabase takes no more requests at the moment.",
    });
  if (code === "25006")
    return new QuotaExceeded({
      ...about,
      message: "The database is read-only. A project becomes so when its disk is full.",
    });
  if (status === 408 || status >= 500 || (code !== null && passing.test(code)))
    return new Unavailable({
      ...about,
      code: code ?? String(status),
      message: `Supabase failed: ${message} (${code ?? status}).`,
    });
  if (status >= 300 && status < 400)
    return new Rejected({
      ...about,
      message: "The address answers with a redirect. Give the one it leads to.",
    });
  if (status < 300) return malformed(operation, "The answer is not JSON.", about.cause);
  const size = status === 413 ? "The request is too large for the server" : "Supabase refuses the request";
  return new Rejected({ ...about, message: `${size}: ${message} (${code ?? status}).` });
};
