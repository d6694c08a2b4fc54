/**
 * What is offered, over Streamable HTTP and to several tenants. Every request stands for itself: it brings its token, is
 * admitted by it, and gets a server of the SDK that knows this tenant's offer and no other. There are no sessions to be taken over.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DesignStoreService, StoreFailure } from "@idse/design-store";
import type { Limits } from "@idse/design-store-artifact-core/Protocol";
import { hostHeaderValidation, originValidation, toNodeHandler } from "@modelcontextprotocol/node";
import { type AuthInfo, createMcpHandler } from "@modelcontextprotocol/server";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import type { Access } from "./Access.ts";
import { Departure } from "./Departure.ts";
import type { Offer } from "./Offer.ts";
import { refuse } from "./Refusal.ts";
import { type OnProblem, serverOf } from "./Serving.ts";
import { TenantOffers } from "./TenantOffers.ts";
import { defaultLimits } from "./tools/limits.ts";

export interface HttpOptions {
  /** A tenant's store. Asked once for each tenant, when its first request comes. */
  readonly storeOf: (tenant: string) => Effect.Effect<DesignStoreService, StoreFailure>;
  readonly access: Access;
  /** The tools of Artifact Core unless told. */
  readonly offerOf?: (store: DesignStoreService, limits: Limits) => Offer;
  /** An address of this machine. 127.0.0.1 unless told. */
  readonly host?: string;
  /** Any free one unless told. */
  readonly port?: number;
  /** Names by which clients reach this server, beside the loopback ones and `host`. Without ports. */
  readonly allowedHosts?: ReadonlyArray<string>;
  readonly limits?: Limits;
  /** How long `stop` waits for requests under way, in milliseconds. 10 000 unless told. */
  readonly stopWithinMs?: number;
  readonly onProblem?: OnProblem;
}

export interface RunningServer {
  /** The address of the MCP endpoint. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, finishes those under way, and ends. Again it does nothing. */
  readonly stop: Effect.Effect<void>;
}

export class ServeFailed extends Data.TaggedError("ServeFailed")<{
  readonly message: string;
  /** The system's: EADDRINUSE, EACCES, EADDRNOTAVAIL. */
  readonly code?: string;
}> {}

const endpoint = "/mcp";
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** What a request has around its arguments: the JSON-RPC envelope and the protocol's own keys. */
const envelopeBytes = 64 * 1024;

const asHost = (address: string): string => (address.includes(":") ? `[${address}]` : address);

const problemWith = ({ access, host = "127.0.0.1" }: HttpOptions): ServeFailed | undefined =>
  access.open && !loopback.includes(asHost(host))
    ? new ServeFailed({
        message: `Without tokens a server is reached from this machine only, and ${host} is reached from others. Make a tokens file, or serve on 127.0.0.1.`,
      })
    : undefined;

/** What to do with a request, in order of what is checked. Each step answers by itself where it refuses. */
const handlerOf = (options: HttpOptions, offers: TenantOffers, departure: Departure) => {
  const {
    access,
    host = "127.0.0.1",
    allowedHosts = [],
    limits = defaultLimits,
    onProblem = () => {},
  } = options;
  const names = [...loopback, asHost(host), ...allowedHosts];
  const isKnownHost = hostHeaderValidation(names);
  const isKnownOrigin = originValidation(names);
  const maxRequestBodySize = limits.requestBytes + envelopeBytes;
  const problem = (error: Error) => onProblem(error.message);
  const mcp = createMcpHandler(
    ({ authInfo }) => serverOf(offers.ready(authInfo?.clientId), null, onProblem),
    // Nobody is told of changes here, so no stream stays open.
    { maxRequestBodySize, maxSubscriptions: 0 },
  );
  const serve = toNodeHandler(mcp, { maxRequestBodySize, onerror: problem });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isKnownHost(request, response) || !isKnownOrigin(request, response)) return;
    if (departure.begun)
      return refuse(request, response, 503, "This server is stopping", { connection: "close" });
    if (new URL(request.url ?? "/", "http://localhost").pathname !== endpoint)
      return refuse(request, response, 404, `There is nothing here; MCP is at ${endpoint}`);
    const admission = access.admit(request.headers.authorization);
    if (admission._tag === "Refused")
      return refuse(request, response, 401, admission.reason, { "www-authenticate": "Bearer" });
    if (Number(request.headers["content-length"] ?? 0) > maxRequestBodySize)
      return refuse(request, response, 413, `A request has at most ${maxRequestBodySize} bytes`, {
        connection: "close",
      });
    const { tenant } = admission;
    if (!(await offers.prepare(tenant)))
      return refuse(request, response, 503, "The documents cannot be reached now", { "retry-after": "1" });
    // The token itself goes no further than here.
    const auth: AuthInfo = { token: "", clientId: tenant, scopes: [] };
    const { method = "GET", url = "/" } = request;
    await serve(Object.assign(request, { auth, method, url }), response);
  };
  return { handle, close: () => mcp.close() };
};

const listen = (server: Server, host: string, port: number): Effect.Effect<void, ServeFailed> =>
  Effect.callback((resume) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const message = `Cannot listen on ${asHost(host)}:${port}: ${error.message}`;
      resume(
        Effect.fail(new ServeFailed({ message, ...(error.code === undefined ? {} : { code: error.code }) })),
      );
    };
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      resume(Effect.void);
    });
  });

/** Begins to serve, and gives back how to stop. */
export const serveHttp = (options: HttpOptions): Effect.Effect<RunningServer, ServeFailed> =>
  Effect.gen(function* () {
    const unsafe = problemWith(options);
    if (unsafe !== undefined) return yield* unsafe;
    const { host = "127.0.0.1", port: wanted = 0, onProblem = () => {} } = options;
    const departure = new Departure(options.stopWithinMs ?? 10_000);
    const offers = new TenantOffers(options, onProblem);
    const { handle, close } = handlerOf(options, offers, departure);
    const server = createServer((request, response) => {
      departure.accompany(
        response,
        handle(request, response).catch((error: unknown) => {
          onProblem(`A request failed: ${String(error)}`);
          response.destroy();
        }),
      );
    });
    yield* listen(server, host, wanted);
    server.on("error", (error) => onProblem(error.message));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://${asHost(host)}:${port}${endpoint}`,
      port,
      stop: Effect.promise(() => departure.stop(server, close)),
    };
  });
