/** A server for a team over HTTP: each tenant has a store of its own, opened when it first asks. Ends with its scope. */
import { type StoreFailure, Unavailable } from "@idse/design-store";
import { FilePrimitives } from "@idse/durable-files";
import {
  byTokens,
  type OnProblem,
  openTo,
  type RunningServer,
  type ServeFailed,
  serveHttp,
} from "@idse/mcp-server";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import { attempt, type Failure, Misuse, ServerRefused } from "@idse/orchestrator/Failure";
import { workspaceFolder } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Scope from "effect/Scope";
import type { MachineServices } from "../layers.ts";
import { openStore, type StoreContext } from "../stores/index.ts";
import type { Homes } from "./homes.ts";
import { ownToken } from "./tenant-claim.ts";

export interface TeamOptions {
  readonly host: string;
  readonly port: number;
  /** A tokens file, or the one tenant that everybody on this machine is. */
  readonly admits: { readonly tokens: string } | { readonly open: string };
  readonly homes: Homes;
  /** Below it are the homes in files; programs for tokens are started in it. Absolute, with `/`. */
  readonly directory: string;
  readonly environment: StoreContext["environment"];
  readonly allowedHosts: ReadonlyArray<string>;
  /** What makes the first token. */
  readonly tokenHint: string;
  readonly onProblem: OnProblem;
}

type TeamServices = MachineServices | Scope.Scope;

/** Where a tenant's files are. Its name is a creatable one, so that the path stays below the directory. */
const folderOf = (directory: string, tenant: string): string => `${directory}/tenants/${tenant}`;

const rejectedHome = (tenant: string, message: string): Unavailable =>
  new Unavailable({ store: "mcp-server", operation: "open", message: `${message} (${tenant})` });

const isStoreFailure = (failure: Failure): failure is StoreFailure =>
  ["Unavailable", "Unauthorized", "Rejected", "QuotaExceeded", "Malformed"].includes(failure._tag);

const openHome = ({ homes, directory, environment }: TeamOptions, tenant: string) =>
  Effect.gen(function* () {
    const settings = homes.settingsOf(tenant);
    if (typeof settings === "string") return yield* rejectedHome(tenant, settings);
    const inFiles = settings.kind === "filesystem";
    const root = inFiles ? folderOf(directory, tenant) : directory;
    const files = yield* FilePrimitives;
    if (inFiles) yield* attempt(() => files.makeDirectory(`${root}/${workspaceFolder}`, { recursive: true }));
    const driver = yield* openStore(settings, {
      root,
      environment,
      lasting: true,
      ...(settings.kind === "supabase" ? { vouch: ownToken(tenant) } : {}),
    });
    // A home that cannot be opened leaves nothing behind, however often it is tried.
    const scope = yield* Scope.fork(yield* Effect.scope);
    return yield* driver.open.pipe(
      Scope.provide(scope),
      Effect.onExit((exit) => (exit._tag === "Failure" ? Scope.close(scope, exit) : Effect.void)),
    );
  }).pipe(
    Effect.mapError((failure: Failure) =>
      isStoreFailure(failure) ? failure : rejectedHome(tenant, describeFailure(failure).message),
    ),
  );

const accessOf = ({ admits, onProblem, tokenHint }: TeamOptions) =>
  Effect.gen(function* () {
    if ("open" in admits) return openTo(admits.open);
    const { tokens } = admits;
    const files = yield* FilePrimitives;
    const there = yield* attempt(() => files.stat(tokens) !== undefined);
    return yield* Effect.mapError(
      byTokens(tokens, onProblem),
      ({ message }) =>
        new ServerRefused({
          code: "tokens-unreadable",
          problem: message,
          hint: there ? `Mend ${tokens} and run the command again.` : tokenHint,
        }),
    );
  });

const refusal = ({ host, tokenHint }: TeamOptions, { code, message }: ServeFailed): Failure => {
  if (code === undefined) return new Misuse({ problem: message, hint: tokenHint });
  const port = code === "EADDRINUSE" ? "0" : "4310";
  const reachable = code === "EADDRNOTAVAIL" || code === "ENOTFOUND" ? "127.0.0.1" : host;
  return new ServerRefused({
    code: "address-unavailable",
    problem: message,
    hint: `idse mcp serve --http ${reachable}:${port}`,
  });
};

export const serveTeam = (options: TeamOptions): Effect.Effect<RunningServer, Failure, TeamServices> =>
  Effect.gen(function* () {
    const { host, port, allowedHosts, onProblem } = options;
    const services = yield* Effect.context<TeamServices>();
    const access = yield* accessOf(options);
    const serving = serveHttp({
      host,
      port,
      access,
      allowedHosts,
      onProblem,
      storeOf: (tenant) => Effect.provideContext(openHome(options, tenant), services),
    }).pipe(Effect.mapError((failure) => refusal(options, failure)));
    return yield* Effect.acquireRelease(serving, ({ stop }) => stop);
  });
