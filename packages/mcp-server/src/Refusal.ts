/** What is answered before a request reaches the protocol: a status, and a JSON-RPC error that says why. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a refused request may go on being sent. An answer that comes while it is can be lost with the connection. */
const patienceMs = 2_000;

const arrived = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (request.complete) return resolve();
    const timer = setTimeout(resolve, patienceMs);
    request.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    request.once("end", () => {
      clearTimeout(timer);
      resolve();
    });
    request.resume();
  });

export const refuse = async (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> => {
  await arrived(request);
  response.writeHead(status, { ...headers, "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", error: { code: -32000, message: `${reason}.` }, id: null }));
};
