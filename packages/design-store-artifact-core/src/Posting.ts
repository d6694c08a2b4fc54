/**
 * The `fetch` that is handed to the SDK: one POST, one answer, read whole. Streams are not needed for three tools, and
 * an answer that breaks off must fail at once, not when a deadline has passed.
 */
import { readJson } from "@idse/pipeline-artifacts";
import * as Redacted from "effect/Redacted";
import * as z from "zod";
import type { HttpRefusal } from "./Failure.ts";
import type { Secrets } from "./Secrets.ts";

/** What stands between a request and its answer; thrown through the SDK. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: HttpRefusal;
  constructor(refusal: HttpRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** The upstream has forgotten the session of an older protocol; a new one is needed. */
export class SessionLost extends Error {
  override readonly name = "SessionLost";
}

export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/** Nothing came back, or not all of it. */
export class Broken extends Error {
  override readonly name = "Broken";
  /** The system's, or that of Node's HTTP client: ECONNREFUSED, UND_ERR_SOCKET. */
  readonly code: string | undefined;
  constructor({ message, code }: { readonly message: string; readonly code?: string | undefined }) {
    super(message);
    this.code = code;
  }
}

const systemErrorFields = { message: z.string().catch(""), code: z.string().optional().catch(undefined) };
/** Of what `fetch` throws; the reason is in its cause. */
const SystemError = z
  .object({ ...systemErrorFields, cause: z.object(systemErrorFields).optional().catch(undefined) })
  .catch({ message: "", code: undefined });

const brokenBy = (thrown: unknown): Broken => {
  const { message, code, cause } = SystemError.parse(thrown);
  return new Broken({
    message: cause?.message || message || "the connection broke off",
    code: cause?.code ?? code,
  });
};

/** More than an upstream may announce; what is larger is not read to its end. */
export const largestAnswer = 64 * 1024 * 1024;

/** The SDK reads the others: they tell it which revision of the protocol the upstream speaks. */
const isOurs = (status: number): boolean =>
  status === 401 || status === 403 || status === 408 || status === 413 || status === 429 || status >= 500;

/** `Retry-After` in its two forms, as milliseconds. */
const waitOf = (header: string | null): number | undefined => {
  if (header === null) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
};

const RpcError = z.object({ error: z.object({ message: z.string() }) });

/** What an error's body says, in a line: a JSON-RPC message, or the first line of a text; of a page of HTML nothing. */
export const reasonIn = (body: string, secrets: Secrets): string => {
  const rpc = readJson(body, RpcError);
  const text = rpc.ok ? rpc.value.error.message : body;
  const line = text.trim().split("\n", 1)[0] ?? "";
  if (line === "" || line.startsWith("<")) return "no reason was given";
  return secrets.clean(line.length > 300 ? `${line.slice(0, 300)}…` : line.replace(/\.$/, ""));
};

const readWhole = async (response: Response): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Array<Uint8Array> = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) throw new AnswerTooLarge(`An answer has more than ${largestAnswer} bytes.`);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
};

/** All that `fetch` and a body throw is the network's doing. */
const exchange = async (send: () => Promise<Response>) => {
  try {
    const response = await send();
    return { response, body: await readWhole(response) };
  } catch (error) {
    throw error instanceof AnswerTooLarge ? error : brokenBy(error);
  }
};

/** Null bodies are told apart from empty ones by the constructor of `Response`. */
const withoutBody = new Set([204, 205, 304]);

export const posting =
  (
    endpoint: URL,
    secrets: Secrets,
    fetch: typeof globalThis.fetch,
  ): ((url: string | URL, init?: RequestInit) => Promise<Response>) =>
  async (url, init = {}) => {
    // Asked for by older protocols, as a stream of what an upstream says by itself. It has nothing to say.
    if (init.method === "GET") return new Response(null, { status: 405 });
    const headers = new Headers(init.headers);
    const token = secrets.current;
    if (token !== undefined && new URL(url).origin === endpoint.origin)
      headers.set("authorization", `Bearer ${Redacted.value(token)}`);
    const { response, body } = await exchange(() => fetch(url, { ...init, headers, redirect: "manual" }));
    const { status } = response;
    if (isOurs(status))
      throw new Refused({
        status,
        reason: reasonIn(new TextDecoder().decode(body), secrets),
        retryAfterMs: waitOf(response.headers.get("retry-after")),
      });
    if (status === 404 && headers.has("mcp-session-id"))
      throw new SessionLost("Artifact Core has forgotten this session.");
    return new Response(withoutBody.has(status) ? null : body, {
      status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
