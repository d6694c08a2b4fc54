/** Stands before a server and counts what passes, so that a test can say what a command costs. */
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  readonly url: string;
  /** Method and path of each request since the last look. */
  readonly taken: () => ReadonlyArray<string>;
  readonly stop: () => void;
}

export const startProxy = async (target: string): Promise<Proxy> => {
  let seen: Array<string> = [];
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const { hostname, port } = new URL(target);
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: `${hostname}:${port}` },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken: () => {
      const before = seen;
      seen = [];
      return before;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
