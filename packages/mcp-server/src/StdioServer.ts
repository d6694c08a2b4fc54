/** An offer over standard input and output, for a program that started this one. */
import type { Readable, Writable } from "node:stream";
import { CLIENT_INFO_META_KEY } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio as serveSdk } from "@modelcontextprotocol/server/stdio";
import * as Effect from "effect/Effect";
import * as z from "zod";
import type { Offer } from "./Offer.ts";
import { type OnProblem, serverOf } from "./Serving.ts";

export interface StdioOptions {
  readonly offer: Offer;
  readonly input?: Readable;
  /** Nothing else may write there. */
  readonly output?: Writable;
  readonly onProblem?: OnProblem;
}

/** A message of this size and more ends the connection. */
const largestMessage = 64 * 1024 * 1024;

/** Where a client says its name: in the handshake of older protocols, in every request of newer ones. */
const Introduction = z.object({
  params: z.union([
    z.object({ clientInfo: z.object({ name: z.string() }) }),
    z
      .object({ _meta: z.object({ [CLIENT_INFO_META_KEY]: z.object({ name: z.string() }) }) })
      .transform(({ _meta }) => ({ clientInfo: _meta[CLIENT_INFO_META_KEY] })),
  ]),
});

/** Serves until the input ends. Interrupted, it closes the connection. */
export const serveStdio = ({
  offer,
  input = process.stdin,
  output = process.stdout,
  onProblem = () => {},
}: StdioOptions): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const transport = new StdioServerTransport(input, output, { maxBufferSize: largestMessage });
    const ended = () => resume(Effect.void);
    input.once("end", ended);
    input.once("close", ended);
    let client: string | null = null;
    const handle = serveSdk(() => serverOf(offer, client, onProblem), {
      transport,
      maxSubscriptions: 0,
      onerror: (error) => onProblem(error.message),
    });
    // The SDK makes the server before it tells who asks, so the first message is read on its way there.
    const deliver = transport.onmessage;
    transport.onmessage = (message) => {
      client ??= Introduction.safeParse(message).data?.params?.clientInfo?.name ?? null;
      deliver?.(message);
    };
    return Effect.promise(() => handle.close());
  });
