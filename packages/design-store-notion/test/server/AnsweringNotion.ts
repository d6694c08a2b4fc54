/**
 * A Notion for the tests, without the wire: it keeps pages, answers, and means no good. Every request and every
 * answer is held against the types of Notion's own client, and what does not fit is a violation.
 *
 * How Notion behaves is modelled after its documentation; nothing here is verified against the real one.
 */
import { ApiError } from "./ApiError.ts";
import { matchEndpoint } from "./Endpoints.ts";
import { type Context, handlers, type Manners } from "./Handlers.ts";
import type { EndpointName } from "./Traffic.ts";
import { problemWith } from "./TrafficSchema.ts";
import { Workspace } from "./Workspace.ts";

/** One request, for those who come in between. */
export interface Passing {
  /** Whose token it carries. */
  readonly by: string;
  /** Of this integration since the last `reset`, the first is 1. */
  readonly number: number;
  /** Counted alone. */
  readonly writes: number;
  readonly endpoint: EndpointName;
  readonly isRead: boolean;
  readonly request: Readonly<Record<string, unknown>>;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  /** In seconds. */
  readonly retryAfter?: number;
}

/** What goes wrong, decided for each request. */
export interface Trouble {
  /** Before Notion acts: a person, or another writer. */
  before: (passing: Passing) => void | Promise<void>;
  /** Instead of acting. */
  refuse: (passing: Passing) => Refusal | undefined;
  /** After acting: the answer never arrives. */
  loseAnswer: (passing: Passing) => boolean;
}

const noTrouble = (): Trouble => ({
  before: () => {},
  refuse: () => undefined,
  loseAnswer: () => false,
});

/** Notion's limit of a request, in bytes. */
const requestLimit = 500_000;

export interface Call {
  readonly method: string;
  /** Without the host. */
  readonly path: string;
  readonly authorization: string;
  readonly version: string;
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class AnsweringNotion {
  readonly workspace = new Workspace();
  readonly manners: Manners = { findsOnlyLines: false, lateListings: 0, listsIncompletely: false };
  /** What did not fit the client's types; empty at the end of every test. */
  readonly violations: Array<string> = [];
  /** Names of endpoints, in the order of the requests since the last `reset`. */
  readonly log: Array<EndpointName> = [];
  trouble: Trouble = noTrouble();
  readonly #counts = new Map<string, { number: number; writes: number }>();

  /** Forgets the requests so far, and the trouble. */
  reset(trouble: Partial<Trouble> = {}): void {
    this.log.length = 0;
    this.#counts.clear();
    this.trouble = { ...noTrouble(), ...trouble };
  }

  /** Undefined where the answer gets lost. */
  async answer(call: Call): Promise<Reply | undefined> {
    const { status, value, headers } = await this.#tried(call);
    if (value === lost) return undefined;
    const date = new Date(this.workspace.now).toUTCString();
    return {
      status,
      text: JSON.stringify(value),
      headers: { "content-type": "application/json", date, ...headers },
    };
  }

  async #tried(call: Call) {
    try {
      return { status: 200, value: await this.#act(call), headers: {} };
    } catch (error) {
      if (!(error instanceof ApiError)) {
        this.violations.push(`the server failed: ${String(error)}`);
        return { status: 500, value: {}, headers: {} };
      }
      const { status, code, message } = error;
      const headers = error instanceof Refused ? error.headers : {};
      return { status, value: { object: "error", status, code, message }, headers };
    }
  }

  async #act({ method, path, authorization, version, text }: Call): Promise<unknown> {
    const endpoint = matchEndpoint(method, path);
    if (endpoint === undefined) {
      this.violations.push(`no endpoint: ${method} ${path}`);
      throw new ApiError(400, "invalid_request_url", "Invalid request URL.");
    }
    if (version !== "2026-03-11") this.violations.push(`version ${version}`);
    const { name, params, isRead } = endpoint;
    this.log.push(name);

    const body = text === "" ? {} : JSON.parse(text);
    const asked = { ...params, ...body };
    const problem = problemWith("Requests", name, asked);
    if (problem !== undefined) this.violations.push(problem);

    const integration = this.workspace.integrations.get(authorization.replace("Bearer ", ""));
    if (integration === undefined) throw new ApiError(401, "unauthorized", "API token is invalid.");
    const by = integration.id;
    const counts = this.#counts.get(by) ?? { number: 0, writes: 0 };
    counts.number += 1;
    if (!isRead) counts.writes += 1;
    this.#counts.set(by, counts);
    const passing: Passing = { by, ...counts, endpoint: name, isRead, request: asked };
    await this.trouble.before(passing);
    const refusal = this.trouble.refuse(passing);
    if (refusal !== undefined) throw new Refused(refusal);
    if (Buffer.byteLength(text) > requestLimit)
      throw new ApiError(400, "validation_error", "body failed validation: the body is too large.");

    const handle = handlers[name] as (context: Context, request: unknown) => unknown;
    const value = handle({ workspace: this.workspace, integration, manners: this.manners }, asked);
    const wrong = problemWith("Answers", name, value);
    if (wrong !== undefined) this.violations.push(wrong);
    return this.trouble.loseAnswer(passing) ? lost : value;
  }
}

/** Stands for an answer that gets lost. */
const lost = Symbol("lost");

class Refused extends ApiError {
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, code, message = "Not now.", retryAfter }: Refusal) {
    super(status, code, message);
    this.headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  }
}
