/** A Notion on this machine, over HTTP; and the same without it, for tests that ask thousands of times. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AnsweringNotion } from "./AnsweringNotion.ts";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

export class NotionServer extends AnsweringNotion {
  readonly #server: Server;

  private constructor(server: Server) {
    super();
    this.#server = server;
  }

  static async start(): Promise<NotionServer> {
    const http = createServer();
    const server = new NotionServer(http);
    http.on("request", (request, response) => void server.#serve(request, response));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers without a socket. */
  readonly direct: typeof globalThis.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    const reply = await this.answer({
      method: init.method ?? "GET",
      path: new URL(String(input)).pathname,
      authorization: headers.get("authorization") ?? "",
      version: headers.get("notion-version") ?? "",
      text: typeof init.body === "string" ? init.body : "",
    });
    if (reply === undefined) throw new TypeError("terminated");
    return new Response(reply.text, { status: reply.status, headers: reply.headers });
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const reply = await this.answer({
      method,
      path: url,
      authorization: headers.authorization ?? "",
      version: String(headers["notion-version"]),
      text: await bodyOf(request),
    });
    if (reply === undefined) {
      request.socket.destroy();
      return;
    }
    response.sendDate = false;
    response.writeHead(reply.status, { ...reply.headers });
    response.end(reply.text);
  }
}
