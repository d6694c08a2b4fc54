/**
 * One conversation with an upstream: the SDK's client over HTTP or over a program's standard input and output, what the
 * upstream announced when it began, and whether it still holds. The SDK is loaded when the first one begins.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Client, Transport } from "@modelcontextprotocol/client";
import type { CommandOptions, HttpOptions, Options } from "./Options.ts";
import { largestAnswer, posting } from "./Posting.ts";
import { Announcement, announcementKey, contractVersion } from "./Protocol.ts";
import type { Secrets } from "./Secrets.ts";

export interface Session {
  readonly client: Client;
  readonly announcement: Announcement;
  /** False once the other side has ended it. */
  readonly holds: () => boolean;
  readonly close: () => Promise<void>;
}

/** The upstream is no Artifact Core, or one of another time. */
export class NotArtifactCore extends Error {
  override readonly name = "NotArtifactCore";
}

interface Channel {
  readonly transport: Transport;
  /** Said to the other side before the connection is closed. */
  readonly farewell: () => Promise<void>;
  /** What a program wrote to standard error, its end. */
  readonly lastWords: () => string;
}

/** Only older protocols have something to end, and an upstream that does not answer is left to forget by itself. */
const farewellMs = 1_000;

const overHttp = async (options: HttpOptions, secrets: Secrets): Promise<Channel> => {
  const { StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const url = new URL(options.url);
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: posting(url, secrets, options.fetch ?? globalThis.fetch),
  });
  const farewell = async () => {
    const patience = new AbortController();
    const late = delay(farewellMs, undefined, { signal: patience.signal });
    await Promise.race([transport.terminateSession(), late]).catch(() => undefined);
    patience.abort();
    await late.catch(() => undefined);
  };
  return { transport, farewell, lastWords: () => "" };
};

const longestLastWords = 2000;

const overCommand = async ({ command, directory, environment }: CommandOptions): Promise<Channel> => {
  const { StdioClientTransport } = await import("@modelcontextprotocol/client/stdio");
  const [program, ...args] = command;
  const transport = new StdioClientTransport({
    command: program,
    args,
    stderr: "pipe",
    maxBufferSize: largestAnswer,
    ...(directory === undefined ? {} : { cwd: directory }),
    ...(environment === undefined ? {} : { env: { ...environment } }),
  });
  let words = "";
  transport.stderr?.on("data", (chunk: unknown) => {
    words = `${words}${String(chunk)}`.slice(-longestLastWords);
  });
  return { transport, farewell: async () => {}, lastWords: () => words.trim() };
};

const announced = (client: Client): Announcement => {
  const claim: unknown = client.getServerCapabilities()?.experimental?.[announcementKey];
  if (claim === undefined)
    throw new NotArtifactCore(
      "The server answers, and does not announce itself as Artifact Core. Look whether the address or the command is the right one.",
    );
  const parsed = Announcement.safeParse(claim);
  if (parsed.success) return parsed.data;
  const version = (claim as { readonly version?: unknown }).version;
  throw new NotArtifactCore(
    version === contractVersion
      ? `The server's announcement cannot be read: ${parsed.error.issues[0]?.path.join(".")} is not as it should be.`
      : `The server speaks version ${String(version)} of the contract and this client version ${contractVersion}. Use versions of both that agree.`,
  );
};

/** Begins one. `signal` breaks it off and leaves nothing open. */
export const openSession = async (
  options: Options,
  secrets: Secrets,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Session> => {
  const { Client } = await import("@modelcontextprotocol/client");
  const channel = "command" in options ? await overCommand(options) : await overHttp(options, secrets);
  const client = new Client(
    { name: "idse-artifact-core-client", version: String(contractVersion) },
    { versionNegotiation: { mode: "auto" } },
  );
  const giveUp = () => void channel.transport.close().catch(() => undefined);
  signal.addEventListener("abort", giveUp, { once: true });
  let holds = true;
  try {
    signal.throwIfAborted();
    await client.connect(channel.transport, { timeout: deadlineMs });
    signal.throwIfAborted();
    client.onclose = () => {
      holds = false;
    };
    const close = async () => {
      await channel.farewell();
      await client.close();
    };
    return { client, announcement: announced(client), holds: () => holds, close };
  } catch (error) {
    await channel.transport.close().catch(() => undefined);
    const words = channel.lastWords();
    throw words === "" ? error : new Error(`the program ended. It wrote: ${words}`, { cause: error });
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
};
