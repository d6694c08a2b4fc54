/** How an upstream is reached: over HTTP by an address, or by a command that is its server on standard input and output. */
import { type Credential, patient, type RetryPolicy } from "@idse/design-store";

interface Patience {
  readonly retry?: RetryPolicy;
  /** How long one request may take, in milliseconds. 30 000 unless told. */
  readonly deadlineMs?: number;
}

export interface HttpOptions extends Patience {
  /** The address of the MCP endpoint; it usually ends in `/mcp`. */
  readonly url: string;
  /** A bearer token. It says which tenant's documents these are. */
  readonly token?: Credential;
  /** Lets `http:` reach another machine than this one. The token crosses the network readable then. */
  readonly allowPlainHttp?: boolean;
  readonly fetch?: typeof globalThis.fetch;
}

export interface CommandOptions extends Patience {
  /** A program and its arguments; no shell reads them. */
  readonly command: readonly [string, ...ReadonlyArray<string>];
  readonly directory?: string;
  /** Added to the few variables that a program needs to run; nothing else of ours is handed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type Options = HttpOptions | CommandOptions;

export const patienceOf = ({ retry = patient, deadlineMs = 30_000 }: Options) => ({ retry, deadlineMs });

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Why this upstream cannot be reached as it is described, as a sentence. */
export const problemWithOptions = (options: Options): string | undefined => {
  if ("command" in options)
    return options.command[0] === "" ? "The command of Artifact Core is empty." : undefined;
  if (!URL.canParse(options.url)) return `${JSON.stringify(options.url)} is not an address.`;
  const { protocol, hostname, username, password } = new URL(options.url);
  if (username !== "" || password !== "")
    return "The address of Artifact Core holds a name or a password. Give the token apart from it.";
  if (protocol === "https:") return undefined;
  if (protocol !== "http:") return `Artifact Core is reached by https, not by ${protocol}`;
  return loopback.has(hostname) || options.allowPlainHttp === true
    ? undefined
    : `A token sent to ${hostname} by http can be read on the way. Use https.`;
};
