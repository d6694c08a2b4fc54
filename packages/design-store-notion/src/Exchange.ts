/**
 * One request through Notion's own client: the token, the deadline, what is sent again, and the answer held
 * against a schema. The client's retries are off: it waits a minute at most and repeats what must not be.
 */
import {
  answeredWithin,
  type RetryPolicy,
  retrying,
  type StoreFailure,
  Unavailable,
  withoutSecrets,
} from "@idse/design-store";
import { readJson } from "@idse/pipeline-artifacts";
import type { Client } from "@notionhq/client";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import { failureOf, isUnanswered, malformed, NotionRefusal, store } from "./Failure.ts";
import type { Settings } from "./Options.ts";

/** Notion's own words and endpoints change with this; it is named in every request. */
export const notionVersion = "2026-03-11";

export interface Answer<A> {
  readonly value: A;
  /** When Notion answered, by its own clock, in milliseconds since 1970; null where it did not say. */
  readonly at: number | null;
}

export interface Request<S extends z.ZodType> {
  /** `get`, `heads` or `commit`, for failures. */
  readonly operation: string;
  /** A read is repeated whatever went wrong; a write only where it was certainly not carried out. */
  readonly mode: "read" | "write";
  readonly answer: S;
  readonly send: (client: Client) => Promise<unknown>;
}

/** What the client's own answers leave out: headers, and that there was no answer at all. */
interface Transport {
  date: string | null;
  retryAfter: string | null;
  broken: { readonly error: unknown } | null;
}

/** The client's own codes stand for answers that it does not know. */
const HttpError = z.object({ status: z.number(), code: z.string(), message: z.string(), body: z.string() });
const ErrorBody = z.object({ code: z.string(), message: z.string() });

// By their shape: errors of the platform need not be instances of this program's own `Error`.
const Thrown = z.object({ name: z.string().optional(), message: z.string(), code: z.string().optional() });
const Wrapped = z.object({ cause: z.object({ code: z.string() }) });

/** Of a foreign error only its cleaned words are kept: it may hold the request, and the request the token. */
const unreachable = (operation: string, error: unknown, clean: (words: string) => string): Unavailable => {
  const thrown = Thrown.safeParse(error).data;
  const code = Wrapped.safeParse(error).data?.cause.code ?? thrown?.code;
  const words = clean(thrown?.message ?? String(error));
  return new Unavailable({
    store,
    operation,
    message: `Notion cannot be reached: ${code ?? words}`,
    cause: new Error(words),
    ...(code === undefined ? {} : { code }),
  });
};

const refusalOf = ({ status, code, message, body }: z.output<typeof HttpError>): NotionRefusal => {
  if (!code.startsWith("notionhq_client")) return new NotionRefusal(status, code, message);
  const said = readJson(body, ErrorBody);
  return said.ok
    ? new NotionRefusal(status, said.value.code, said.value.message)
    : new NotionRefusal(status, `http_${status}`, message);
};

/** Whole seconds, as Notion gives it. */
const millisecondsOf = (retryAfter: string | null): number | undefined =>
  retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;

const failureIn = (
  operation: string,
  error: unknown,
  transport: Transport,
  clean: (words: string) => string,
): StoreFailure | undefined => {
  if (transport.broken !== null) return unreachable(operation, transport.broken.error, clean);
  const { data } = HttpError.safeParse(error);
  if (data !== undefined) {
    const refusal = refusalOf({ ...data, message: clean(data.message), body: clean(data.body) });
    return failureOf(operation, refusal, millisecondsOf(transport.retryAfter));
  }
  if (Thrown.safeParse(error).data?.name === "SyntaxError")
    return malformed(operation, "Notion's answer is not JSON.");
  return undefined;
};

/** A fetch that lets itself be aborted, reads the whole body, and remembers what the client would drop. */
const watched =
  (fetch: Settings["fetch"], signal: AbortSignal, transport: Transport) =>
  async (url: string, init?: { method?: string; headers?: Record<string, string>; body?: unknown }) => {
    try {
      const { method = "GET", headers = {}, body } = init ?? {};
      const response = await fetch(url, {
        method,
        headers,
        signal,
        // A redirect would carry the token elsewhere; Notion's API sends none.
        redirect: "manual",
        ...(typeof body === "string" ? { body } : {}),
      });
      const text = await response.text();
      transport.date = response.headers.get("date");
      transport.retryAfter = response.headers.get("retry-after");
      return { ok: response.ok, status: response.status, headers: response.headers, text: async () => text };
    } catch (error) {
      transport.broken = { error };
      throw error;
    }
  };

const problemOf = ({ issues: [first] }: z.ZodError): string =>
  first === undefined ? "not as expected" : [first.path.join("."), first.message].filter(Boolean).join(": ");

const attempt = <S extends z.ZodType>(
  settings: Settings,
  request: Request<S>,
): Effect.Effect<Answer<z.output<S>>, StoreFailure> =>
  Effect.gen(function* () {
    const { operation, answer } = request;
    const secret = yield* settings.token;
    const clean = (words: string): string => withoutSecrets(words, [secret]);
    const transport: Transport = { date: null, retryAfter: null, broken: null };
    const raw = yield* Effect.tryPromise({
      try: async (signal) => {
        const { Client } = await import("./Client.ts");
        // A client for each request holds the token no longer than that; making one costs nothing.
        const client = new Client({
          auth: Redacted.value(secret),
          baseUrl: settings.baseUrl,
          notionVersion,
          fetch: watched(settings.fetch, signal, transport),
          retry: false,
          timeoutMs: 2 * settings.deadlineMs,
          logger: () => {},
        });
        return request.send(client);
      },
      catch: (error) => failureIn(operation, error, transport, clean) ?? new Unforeseen({ cause: error }),
    }).pipe(Effect.catchTag("Unforeseen", ({ cause }) => Effect.die(cause)));
    const parsed = answer.safeParse(raw);
    if (!parsed.success)
      return yield* Effect.fail(
        malformed(operation, `Notion's answer cannot be read: ${clean(problemOf(parsed.error))}`),
      );
    const at = transport.date === null ? Number.NaN : Date.parse(transport.date);
    return { value: parsed.data, at: Number.isFinite(at) ? at : null };
  });

/** A mistake in here, and no failure of the store. */
class Unforeseen extends Data.TaggedError("Unforeseen")<{ readonly cause: unknown }> {}

/** Carries a failure past `retrying`, which would send the request again. */
class Undecided extends Data.TaggedError("Undecided")<{ readonly failure: StoreFailure }> {}

const retryingRefusals =
  (policy: RetryPolicy) =>
  <A>(request: Effect.Effect<A, StoreFailure>): Effect.Effect<A, StoreFailure> =>
    request.pipe(
      Effect.mapError((failure) => (isUnanswered(failure) ? new Undecided({ failure }) : failure)),
      retrying(policy),
      Effect.mapError((failure) => (failure._tag === "Undecided" ? failure.failure : failure)),
    );

/** Sends until answered, within the deadline each time and within the policy in all. */
export const exchange = <S extends z.ZodType>(
  settings: Settings,
  request: Request<S>,
): Effect.Effect<Answer<z.output<S>>, StoreFailure> =>
  attempt(settings, request).pipe(
    answeredWithin(settings.deadlineMs, { store, operation: request.operation }),
    request.mode === "read" ? retrying(settings.retry) : retryingRefusals(settings.retry),
  );
