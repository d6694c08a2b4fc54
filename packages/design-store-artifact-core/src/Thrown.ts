/**
 * What the SDK throws, in the words of a store. Its classes are loaded late and come in several copies, so errors are
 * known by their fields. A cause keeps name, code and message only, without secrets.
 */
import { Malformed, Rejected, type StoreFailure, Unavailable } from "@idse/design-store";
import * as z from "zod";
import { failureOfHttp, store } from "./Failure.ts";
import { AnswerTooLarge, Broken, Refused, reasonIn, SessionLost } from "./Posting.ts";
import type { Secrets } from "./Secrets.ts";

const SdkHttpError = z.object({ data: z.object({ status: z.int(), text: z.string().nullish() }) });
const ProtocolError = z.object({ code: z.int() });
const CodedError = z.object({ code: z.string() });

const AnyError = z.object({ name: z.string(), message: z.string(), cause: z.unknown().optional() });

/** An error and what it is caused by, outermost first. */
const chainOf = (thrown: unknown): ReadonlyArray<unknown> => {
  const chain: Array<unknown> = [];
  let one = thrown;
  for (let read = AnyError.safeParse(one); read.success && chain.length < 8; read = AnyError.safeParse(one)) {
    chain.push(one);
    one = read.data.cause;
  }
  return chain;
};

/** The codes of the SDK for a connection that is not there any more or never was. */
const severed = new Set(["CONNECTION_CLOSED", "NOT_CONNECTED", "SEND_FAILED", "REQUEST_TIMEOUT"]);

/** The code of a failure after which a new conversation is needed. */
export const sessionLost = "SESSION_LOST";

const internalError = -32603;

/** A code of the operating system, such as ENOENT for a program that is not there. */
const isSystemCode = (code: string): boolean => /^E[A-Z]+$/.test(code);

const whereabouts: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the name of the machine is unknown",
  ENOENT: "there is no such program",
  EACCES: "the program may not be run",
};

type About = Pick<Unavailable, "store" | "operation" | "cause">;

const unreachable = (about: About, code: string | undefined, told: string): Unavailable =>
  new Unavailable({
    ...about,
    ...(code === undefined ? {} : { code }),
    message: `Artifact Core cannot be reached: ${(code && whereabouts[code]) ?? told}.`,
  });

export const failureOfThrown = (operation: string, thrown: unknown, secrets: Secrets): StoreFailure => {
  const chain = chainOf(thrown);
  const refused = chain.find((one) => one instanceof Refused);
  if (refused !== undefined) return failureOfHttp(operation, refused.refusal);
  const { name, message } = AnyError.catch({ name: "none", message: "no reason was given" }).parse(thrown);
  const told = secrets.clean(message);
  const cause = { name, message: told };
  const about = { store, operation, cause };
  if (chain.some((one) => one instanceof AnswerTooLarge))
    return new Malformed({ ...about, message: "Artifact Core's answer is too large to be one." });
  if (chain.some((one) => one instanceof SessionLost))
    return new Unavailable({ ...about, code: sessionLost, message: "Artifact Core has begun anew." });
  for (const one of chain) {
    const http = SdkHttpError.safeParse(one);
    if (http.success) {
      const { status, text } = http.data.data;
      return failureOfHttp(operation, {
        status,
        reason: reasonIn(text ?? "", secrets),
        retryAfterMs: undefined,
      });
    }
  }
  const broken = chain.find((one) => one instanceof Broken);
  if (broken !== undefined) return unreachable(about, broken.code, secrets.clean(broken.message));
  const rpc = ProtocolError.safeParse(thrown);
  if (rpc.success)
    return rpc.data.code === internalError
      ? new Unavailable({ ...about, code: String(rpc.data.code), message: `Artifact Core failed: ${told}` })
      : new Rejected({ ...about, message: `Artifact Core refuses the request: ${told} (${rpc.data.code})` });
  const codes = chain.flatMap((one) => CodedError.safeParse(one).data?.code ?? []);
  const code = codes.find(isSystemCode) ?? codes.find((one) => severed.has(one));
  if (code !== undefined) return unreachable(about, code, told);
  return new Malformed({
    ...about,
    message: `What answers there does not speak MCP as it should: ${told}`,
  });
};
