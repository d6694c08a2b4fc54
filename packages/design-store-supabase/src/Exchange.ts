/** One HTTP request through Supabase's client, and what came of it as a value. Neither repeated nor judged here. */
import { withoutSecrets } from "@idse/design-store";
import { PostgrestClient } from "@supabase/postgrest-js";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import type { Refusal } from "./Failure.ts";

/** Where requests go, and by what. */
export interface Address {
  /** Of the REST interface, without a slash at its end. */
  readonly root: string;
  readonly schema: string;
  readonly fetch: typeof globalThis.fetch;
}

export interface Secrets {
  readonly key: Redacted.Redacted;
  readonly token: Redacted.Redacted;
}

export interface FunctionCall {
  readonly function: string;
  readonly arguments: Readonly<Record<string, string | number | null>>;
}

/** PostgREST's form. A gateway before it may say less, or something else. */
const ErrorBody = z
  .object({
    code: z.string().min(1).nullable().catch(null),
    message: z.string().catch(""),
    details: z.string().nullable().catch(null),
  })
  .catch({ code: null, message: "", details: null });

const systemErrorFields = { message: z.string().catch(""), code: z.string().optional().catch(undefined) };
/** Of what `fetch` throws; the reason is in its cause. */
const SystemError = z
  .object({ ...systemErrorFields, cause: z.object(systemErrorFields).optional().catch(undefined) })
  .catch({ message: "" });

export type Exchange =
  | { readonly _tag: "Answered"; readonly data: unknown }
  | { readonly _tag: "Refused"; readonly refusal: Refusal }
  /** Nothing came back, or not all of it. */
  | { readonly _tag: "Broken"; readonly message: string; readonly code: string | undefined };

/** The first line, and of a page of HTML nothing. */
const readable = (text: string): string => {
  const line = text.trim().split("\n", 1)[0] ?? "";
  if (line === "" || line.startsWith("<")) return "no reason was given";
  return line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\.$/, "");
};

/** `Retry-After` in its two forms, as milliseconds. */
const waitOf = (header: string | null, now: number): number | null => {
  if (header === null) return null;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
};

/** Never rejects. Texts of the answer come without the secrets. */
export const exchange = async (
  { root, schema, fetch }: Address,
  { key, token }: Secrets,
  call: FunctionCall,
  signal: AbortSignal,
): Promise<Exchange> => {
  const clean = (text: string) => withoutSecrets(text, [key, token]);
  let response: Response | undefined;
  let thrown: unknown;
  const watched: typeof globalThis.fetch = async (input, init) => {
    try {
      // A redirect to elsewhere would take the key along.
      response = await fetch(input, { ...init, redirect: "manual" });
      return response;
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  const apikey = Redacted.value(key);
  const client = new PostgrestClient(root, {
    headers: { Authorization: `Bearer ${Redacted.value(token)}`, ...(apikey === "" ? {} : { apikey }) },
    schema,
    fetch: watched,
  });
  const { data, error, status } = await client.rpc(call.function, call.arguments).abortSignal(signal);
  // The client turns what was thrown into an answer of status 0, and some answers of 404 into success.
  if (response === undefined || status === 0) {
    const { message, code, cause } = SystemError.parse(thrown ?? { message: "The answer broke off" });
    return { _tag: "Broken", message: readable(clean(cause?.message || message)), code: cause?.code ?? code };
  }
  if (response.ok && error === null) return { _tag: "Answered", data };
  const { code, message, details } = ErrorBody.parse(error);
  const refusal: Refusal = {
    status: response.status,
    code: code === null ? null : readable(clean(code)),
    message: readable(clean(message)),
    details: details === null ? null : clean(details),
    retryAfterMs: waitOf(response.headers.get("retry-after"), Date.now()),
  };
  return { _tag: "Refused", refusal };
};
