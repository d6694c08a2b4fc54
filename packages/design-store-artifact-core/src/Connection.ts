/**
 * Calls of an upstream's tools: with a token that is asked for each time, a deadline, patience, and answers that went
 * through their schema. A conversation that the other side ended is begun anew before the next call.
 */
import {
  answeredWithin,
  Rejected,
  type RevisionConflict,
  retrying,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import * as Semaphore from "effect/Semaphore";
import type * as z from "zod";
import { failureOf, malformed, rejected, store } from "./Failure.ts";
import { type Options, patienceOf, problemWithOptions } from "./Options.ts";
import { type Announcement, ErrorOutput, type ToolName } from "./Protocol.ts";
import { Secrets } from "./Secrets.ts";
import { NotArtifactCore, openSession, type Session } from "./Session.ts";
import { failureOfThrown, sessionLost } from "./Thrown.ts";

export interface Call<A> {
  /** `get`, `heads` or `commit`. */
  readonly operation: string;
  readonly tool: ToolName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: z.ZodType<A>;
}

export interface Connection {
  /** What the upstream said of itself when the first conversation began. */
  readonly announcement: Announcement;
  /** Sent again where it failed in passing: each of the three tools can be called twice without harm. */
  readonly call: <A>(call: Call<A>) => Effect.Effect<A, RevisionConflict | StoreFailure>;
  /** The names of all tools there. */
  readonly toolNames: Effect.Effect<ReadonlyArray<string>, StoreFailure>;
}

type Answer = Awaited<ReturnType<Session["client"]["callTool"]>>;

const firstProblem = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? "" : `${issue.path.join(".") || "its root"}: ${issue.message}`;
};

const firstText = ({ content }: Answer): string => {
  const [first] = content;
  return first?.type === "text" ? (first.text.split("\n", 1)[0]?.slice(0, 300) ?? "") : "";
};

/** An answer as it is read; nothing past this has not been through a schema. */
const read = <A>(
  { operation, tool, output }: Call<A>,
  answer: Answer,
  secrets: Secrets,
): Effect.Effect<A, RevisionConflict | StoreFailure> => {
  if (answer.isError === true) {
    const told = ErrorOutput.safeParse(answer.structuredContent);
    if (!told.success)
      return malformed(
        operation,
        `${tool} failed at Artifact Core, which did not say how: ${secrets.clean(firstText(answer))}`,
      );
    const { error } = told.data;
    return Effect.fail(failureOf(operation, { error: { ...error, message: secrets.clean(error.message) } }));
  }
  const parsed = output.safeParse(answer.structuredContent);
  return parsed.success
    ? Effect.succeed(parsed.data)
    : malformed(operation, `The answer to ${tool} is not as it should be: ${firstProblem(parsed.error)}.`);
};

/** What the store declared when it was made must go on to be true. */
const promisesAlike = (one: Announcement, other: Announcement): boolean => {
  const [left, right] = [one.capabilities, other.capabilities];
  return (
    left.cas === right.cas &&
    left.atomicCommit === right.atomicCommit &&
    left.changes === right.changes &&
    left.byteExact === right.byteExact
  );
};

export const connect = (options: Options): Effect.Effect<Connection, StoreFailure, Scope.Scope> =>
  Effect.gen(function* () {
    const problem = problemWithOptions(options);
    if (problem !== undefined) return yield* rejected("open", problem);
    const { retry, deadlineMs } = patienceOf(options);
    const secrets = new Secrets();
    const oneAtATime = yield* Semaphore.make(1);
    let current: Session | undefined;
    let first: Announcement | undefined;

    const failed = (operation: string, thrown: unknown): StoreFailure => {
      if (thrown instanceof NotArtifactCore)
        return new Rejected({ store, operation, message: secrets.clean(thrown.message) });
      return failureOfThrown(operation, thrown, secrets);
    };

    const leave = Effect.suspend(() => {
      const left = current;
      current = undefined;
      return left === undefined ? Effect.void : Effect.promise(() => left.close().catch(() => undefined));
    });

    const session = (operation: string): Effect.Effect<Session, StoreFailure> =>
      oneAtATime.withPermit(
        Effect.gen(function* () {
          if (current?.holds() === true) return current;
          yield* leave;
          const begun = yield* Effect.tryPromise({
            try: (signal) => openSession(options, secrets, deadlineMs, signal),
            catch: (thrown) => failed(operation, thrown),
          });
          current = begun;
          first ??= begun.announcement;
          if (promisesAlike(first, begun.announcement)) return begun;
          yield* leave;
          return yield* rejected(
            operation,
            "Artifact Core began anew and can do other things than before. Run the command again.",
          );
        }),
      );

    const token =
      "command" in options || options.token === undefined
        ? Effect.void
        : Effect.map(options.token, (value) => secrets.use(value));

    const patiently =
      (operation: string) =>
      <A, E extends { readonly _tag: string }>(work: Effect.Effect<A, E>) =>
        Effect.andThen(token, work).pipe(
          answeredWithin(deadlineMs, { store: "Artifact Core", operation }),
          retrying(retry),
        );

    const ask = <A>(
      operation: string,
      question: (session: Session, signal: AbortSignal) => Promise<A>,
    ): Effect.Effect<A, StoreFailure> =>
      Effect.flatMap(session(operation), (asked) =>
        Effect.tryPromise({
          try: (signal) => question(asked, signal),
          catch: (thrown) => failed(operation, thrown),
        }).pipe(
          Effect.tapError((failure) =>
            // Another call may have begun the next conversation already.
            failure._tag === "Unavailable" && failure.code === sessionLost && current === asked
              ? leave
              : Effect.void,
          ),
        ),
      );

    yield* Effect.addFinalizer(() => leave);
    const { announcement } = yield* session("open").pipe(patiently("open"));
    // The SDK has a deadline of its own, and it is not to come first.
    const request = (signal: AbortSignal) => ({ signal, timeout: deadlineMs + 60_000 });

    return {
      announcement,
      call: <A>(call: Call<A>) =>
        ask(call.operation, ({ client }, signal) =>
          client.callTool({ name: call.tool, arguments: { ...call.input } }, request(signal)),
        ).pipe(
          Effect.flatMap((answer) => read(call, answer, secrets)),
          patiently(call.operation),
        ),
      toolNames: ask("check", ({ client }, signal) => client.listTools(undefined, request(signal))).pipe(
        Effect.map(({ tools }) => tools.map(({ name }) => name)),
        patiently("check"),
      ),
    };
  });
