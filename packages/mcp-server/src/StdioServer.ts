/** The tools of one store over standard input and output, for a program that started this one. */
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio as serveSdk } from "@modelcontextprotocol/server/stdio";
import * as Effect from "effect/Effect";
import { type OnProblem, serverOf } from "./Serving.ts";
import type { Tool } from "./Tool.ts";

export interface StdioOptions {
  readonly tools: ReadonlyArray<Tool>;
  readonly input?: Readable;
  /** Nothing else may write there. */
  readonly output?: Writable;
  readonly onProblem?: OnProblem;
}

/** A message of this size and more ends the connection. */
const largestMessage = 64 * 1024 * 1024;

/** Serves until the input ends. Interrupted, it closes the connection. */
export const serveStdio = ({
  tools,
  input = process.stdin,
  output = process.stdout,
  onProblem = () => {},
}: StdioOptions): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const transport = new StdioServerTransport(input, output, { maxBufferSize: largestMessage });
    const ended = () => resume(Effect.void);
    input.once("end", ended);
    input.once("close", ended);
    const handle = serveSdk(() => serverOf(tools, onProblem), {
      transport,
      maxSubscriptions: 0,
      onerror: (error) => onProblem(error.message),
    });
    return Effect.promise(() => handle.close());
  });
