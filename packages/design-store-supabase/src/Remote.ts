/** A call of a function in the database: with credentials, within a deadline, repeated, and its answer parsed. */
import {
  answeredWithin,
  type Credential,
  type RetryPolicy,
  retrying,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import type * as z from "zod";
import { type Address, type Exchange, exchange, type FunctionCall } from "./Exchange.ts";
import { failureOf, malformed, type Refusal, store } from "./Failure.ts";

export interface Connection extends Address {
  readonly key: Credential;
  readonly token: Credential;
  readonly retry: RetryPolicy;
  readonly deadlineMs: number;
}

export interface Call<A> extends FunctionCall {
  /** As failures name it. */
  readonly operation: string;
  readonly answer: z.ZodType<A>;
}

export interface Remote {
  /**
   * Every function may be called again without harm, the commit by its operation. `known` takes those refusals that
   * the caller understands better.
   */
  readonly call: <A, E extends { readonly _tag: string } = never>(
    call: Call<A>,
    known?: (refusal: Refusal) => E | undefined,
  ) => Effect.Effect<A, E | StoreFailure>;
}

/** The root of the REST interface that an address means. */
export const rootOf = (address: string): { readonly url: string } | { readonly problem: string } => {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol))
    return { problem: "The address of the project is no URL. It looks like https://abc.supabase.co." };
  if (url.username !== "" || url.password !== "")
    return { problem: "The address holds a password. Give the key and the token apart from it." };
  const path = url.pathname.replace(/\/+$/, "");
  return { url: `${url.origin}${path === "" ? "/rest/v1" : path}` };
};

/** A header that cannot be sent fails with an error that prints it, so it is refused before. */
const problemWithSecret = (what: "key" | "token", secret: string): string | undefined => {
  if (!/^[\x21-\x7e]*$/.test(secret))
    return `The ${what} holds a space, a line end or another sign that none has. Copy it again.`;
  return what === "token" && secret === ""
    ? "There is no token, and without one nothing is readable."
    : undefined;
};

const askFor = (
  operation: string,
  what: "key" | "token",
  credential: Credential,
): Effect.Effect<Redacted.Redacted, Unauthorized> =>
  Effect.flatMap(credential, (secret) => {
    const problem = problemWithSecret(what, Redacted.value(secret));
    return problem === undefined
      ? Effect.succeed(secret)
      : Effect.fail(new Unauthorized({ store, operation, message: problem }));
  });

const brokenOff = (
  operation: string,
  { message, code }: Extract<Exchange, { _tag: "Broken" }>,
): Unavailable =>
  new Unavailable({
    store,
    operation,
    message: `Supabase cannot be reached: ${message}${code === undefined ? "" : ` (${code})`}.`,
    ...(code === undefined ? {} : { code }),
  });

/** The answer as its schema gives it; of what is wrong with it, the first thing. */
const parsed = <A>(
  { operation, function: name, answer }: Call<A>,
  data: unknown,
): Effect.Effect<A, StoreFailure> => {
  const result = answer.safeParse(data);
  if (result.success) return Effect.succeed(result.data);
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return Effect.fail(
    malformed(operation, `This is no answer of ${name}${where}: ${issue?.message ?? "unknown"}.`),
  );
};

export const remoteOf = (connection: Connection): Remote => ({
  call: <A, E extends { readonly _tag: string } = never>(
    call: Call<A>,
    known: (refusal: Refusal) => E | undefined = () => undefined,
  ) => {
    const { operation } = call;
    const request = Effect.gen(function* () {
      const key = yield* askFor(operation, "key", connection.key);
      const token = yield* askFor(operation, "token", connection.token);
      return yield* Effect.promise((signal) => exchange(connection, { key, token }, call, signal));
    });
    const judged = (outcome: Exchange): Effect.Effect<A, E | StoreFailure> => {
      if (outcome._tag === "Answered") return parsed(call, outcome.data);
      if (outcome._tag === "Broken") return Effect.fail(brokenOff(operation, outcome));
      return Effect.fail(known(outcome.refusal) ?? failureOf(operation, outcome.refusal));
    };
    return request.pipe(
      Effect.flatMap(judged),
      answeredWithin(connection.deadlineMs, { store, operation }),
      retrying(connection.retry),
    );
  },
});
