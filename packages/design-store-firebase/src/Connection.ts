/**
 * One request to Firestore's REST API: the token, the deadline, what is sent again, and the answer held against a
 * schema. Every request of this store is harmless to repeat, a commit because of its operation.
 */
import {
  answeredWithin,
  type Credential,
  type RetryPolicy,
  retrying,
  type StoreFailure,
  Unavailable,
  withoutSecrets,
} from "@idse/design-store";
import { readJson } from "@idse/pipeline-artifacts";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import type { Place } from "./DocumentName.ts";
import { malformed, Refused, statusOf, store } from "./Failure.ts";

export interface Connection {
  readonly place: Place;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly token: Credential;
  readonly fetch: typeof globalThis.fetch;
  readonly retry: RetryPolicy;
  readonly deadlineMs: number;
}

export interface Request<S extends z.ZodType, E> {
  /** `get`, `heads` or `commit`, for failures. */
  readonly operation: string;
  /** A resource and its method, such as `projects/p/databases/d/documents:commit`. */
  readonly path: string;
  /** JSON. */
  readonly body: string;
  readonly answer: S;
  readonly failureOf: (operation: string, refused: Refused) => E;
}

interface RawAnswer {
  readonly http: number;
  readonly retryAfter: string | null;
  readonly text: string;
  /** What is shown to people goes through here; what is content must not. */
  readonly clean: (words: string) => string;
}

/** A code is shown as it came, so it must look like one: `UNAVAILABLE`, `ECONNREFUSED`. */
const Code = z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/);

const ErrorAnswer = z.object({
  error: z.object({ message: z.string().default("no reason given"), status: Code }),
});

/** A stream tells of its failure in an element, and may do so after others. */
const errorIn = (answer: unknown): { readonly status: string; readonly message: string } | undefined => {
  for (const element of Array.isArray(answer) ? answer : [answer]) {
    const { data } = ErrorAnswer.safeParse(element);
    if (data !== undefined) return data.error;
  }
  return undefined;
};

const millisecondsOf = (retryAfter: string, now: number): number | undefined => {
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
};

const refusalIn = (raw: RawAnswer, answer: unknown, now: number): Refused | undefined => {
  const error = errorIn(answer);
  if (raw.http === 200 && error === undefined) return undefined;
  const retryAfterMs = raw.retryAfter === null ? undefined : millisecondsOf(raw.retryAfter, now);
  return new Refused({
    status: error?.status ?? statusOf(raw.http),
    message: raw.clean(error?.message ?? `HTTP ${raw.http}`),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};

const problemOf = ({ issues: [first] }: z.ZodError): string =>
  first === undefined ? "not as expected" : [first.path.join("."), first.message].filter(Boolean).join(": ");

const codeOf = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { data } = z.object({ code: Code }).safeParse(cause);
  return data?.code;
};

/** Of the foreign error only its cleaned words are kept: it may hold the request, and the request the token. */
const unreachable = (operation: string, error: unknown, clean: RawAnswer["clean"]): Unavailable => {
  const code = codeOf(error);
  const words = clean(error instanceof Error ? error.message : String(error));
  return new Unavailable({
    store,
    operation,
    message: `Firestore cannot be reached: ${code ?? words}`,
    cause: new Error(words),
    ...(code === undefined ? {} : { code }),
  });
};

const sendOnce = (
  { token, fetch, endpoint }: Connection,
  { operation, path, body }: Request<z.ZodType, unknown>,
): Effect.Effect<RawAnswer, StoreFailure> =>
  Effect.flatMap(token, (secret) => {
    const clean = (words: string): string => withoutSecrets(words, [secret]);
    return Effect.tryPromise({
      try: async (signal) => {
        const response = await fetch(`${endpoint}/v1/${path}`, {
          method: "POST",
          headers: { authorization: `Bearer ${Redacted.value(secret)}`, "content-type": "application/json" },
          body,
          signal,
          // A redirect would carry the token elsewhere; Firestore sends none.
          redirect: "manual",
        });
        const retryAfter = response.headers.get("retry-after");
        return { http: response.status, retryAfter, text: await response.text(), clean };
      },
      catch: (error) => unreachable(operation, error, clean),
    });
  });

const attempt = <S extends z.ZodType, E>(
  connection: Connection,
  request: Request<S, E>,
): Effect.Effect<z.output<S>, E | StoreFailure> =>
  Effect.gen(function* () {
    const { operation, failureOf } = request;
    const raw = yield* sendOnce(connection, request);
    const json = readJson(raw.text, z.unknown());
    const refused = refusalIn(raw, json.ok ? json.value : undefined, yield* Clock.currentTimeMillis);
    if (refused !== undefined) return yield* Effect.fail(failureOf(operation, refused));
    const answer = json.ok ? request.answer.safeParse(json.value) : undefined;
    if (answer?.success === true) return answer.data;
    const problem = answer === undefined ? "it is not JSON" : problemOf(answer.error);
    return yield* Effect.fail(
      malformed(operation, `Firestore's answer cannot be read: ${raw.clean(problem)}`),
    );
  });

/** Sends until answered, within the deadline each time and within the policy in all. */
export const send = <S extends z.ZodType, E extends { readonly _tag: string }>(
  connection: Connection,
  request: Request<S, E>,
): Effect.Effect<z.output<S>, E | StoreFailure> =>
  attempt(connection, request).pipe(
    answeredWithin(connection.deadlineMs, { store, operation: request.operation }),
    retrying(connection.retry),
  );
