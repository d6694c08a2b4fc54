/** What Firestore said, in the words of a store. */
import {
  Malformed,
  QuotaExceeded,
  Rejected,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

export const store = "firebase";

/** An answer that is an error, in Google's own terms: `status` is one of its canonical codes. */
export class Refused extends Data.TaggedError("Refused")<{
  readonly status: string;
  /** Without secrets. */
  readonly message: string;
  readonly retryAfterMs?: number;
}> {}

const statusOfHttp: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** For an error without a readable body, such as a proxy's page. */
export const statusOf = (http: number): string => statusOfHttp[http] ?? "UNKNOWN";

/** These answers to a commit say that nothing was written because something is not as it was expected to be. */
const changedMeanwhile = new Set(["ABORTED", "ALREADY_EXISTS", "FAILED_PRECONDITION", "NOT_FOUND"]);

export const failureOf = (operation: string, refused: Refused): StoreFailure => {
  const { status, message, retryAfterMs } = refused;
  const fields = { store, operation, cause: refused };
  switch (status) {
    case "UNAUTHENTICATED":
      return new Unauthorized({ ...fields, message: `Firestore does not accept the token: ${message}` });
    case "PERMISSION_DENIED":
      return new Unauthorized({
        ...fields,
        message: `Firestore does not let this account do that: ${message}`,
      });
    case "RESOURCE_EXHAUSTED":
      return new QuotaExceeded({
        ...fields,
        message: `Firestore's quota is used up: ${message}`,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    case "ABORTED":
    case "CANCELLED":
    case "DEADLINE_EXCEEDED":
    case "INTERNAL":
    case "UNAVAILABLE":
      return new Unavailable({ ...fields, code: status, message: `Firestore cannot answer now: ${message}` });
    case "ALREADY_EXISTS":
    case "FAILED_PRECONDITION":
    case "INVALID_ARGUMENT":
    case "NOT_FOUND":
    case "OUT_OF_RANGE":
    case "UNIMPLEMENTED":
      return new Rejected({ ...fields, message: `Firestore refuses this: ${message}` });
    default:
      return new Malformed({ ...fields, message: `This is no answer of Firestore's: ${message}` });
  }
};

/** Of a commit: keeps apart what reading again can explain. */
export const commitFailureOf = (operation: string, refused: Refused): StoreFailure | Refused =>
  changedMeanwhile.has(refused.status) ? refused : failureOf(operation, refused);

export const rejected = (operation: string, message: string): Rejected =>
  new Rejected({ store, operation, message });

export const malformed = (operation: string, message: string, path?: string): Malformed =>
  new Malformed({ store, operation, message, ...(path === undefined ? {} : { path }) });

/** Reads what came; what is thrown on purpose becomes the failure, everything else is a defect. */
export const attempt = <A>(read: () => A): Effect.Effect<A, Malformed> =>
  Effect.suspend((): Effect.Effect<A, Malformed> => {
    try {
      return Effect.succeed(read());
    } catch (error) {
      return error instanceof Malformed ? Effect.fail(error) : Effect.die(error);
    }
  });
