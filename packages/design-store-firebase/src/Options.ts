/** What a store in Firestore is made from, checked before anything is sent. */
import { type Credential, patient, type Rejected, type RetryPolicy } from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { rejected } from "./Failure.ts";

export interface Options {
  readonly projectId: string;
  /** `(default)` unless told. */
  readonly database?: string;
  /** Whose documents these are. Stores of different tenants see nothing of each other. */
  readonly tenant: string;
  readonly token: Credential;
  /** Firestore's own unless told; of an emulator `http://host:port`. */
  readonly endpoint?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: RetryPolicy;
  /** How long one request may take, in milliseconds. 30 000 unless told. */
  readonly deadlineMs?: number;
}

const firestore = "https://firestore.googleapis.com";

/** Both stand in URLs and resource names, where another character would change what is meant. */
const isProjectId = (id: string): boolean => /^[a-z0-9][a-z0-9.:-]*$/.test(id);
const isDatabaseId = (id: string): boolean => id === "(default)" || /^[a-z0-9][a-z0-9-]*$/.test(id);

export const connect = (options: Options): Effect.Effect<Connection, Rejected> => {
  const { projectId, database = "(default)", tenant, endpoint = firestore, token } = options;
  const refuse = (message: string) => Effect.fail(rejected("open", message));
  if (!isProjectId(projectId))
    return refuse(`${JSON.stringify(projectId)} is no id of a Google Cloud project.`);
  if (!isDatabaseId(database)) return refuse(`${JSON.stringify(database)} is no id of a Firestore database.`);
  if (tenant === "" || !tenant.isWellFormed()) return refuse("The tenant has no usable name.");
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ""))
    return refuse(
      `${JSON.stringify(endpoint)} is no address of Firestore: it begins with https:// or http://.`,
    );
  return Effect.succeed({
    place: { projectId, database, tenant },
    endpoint: endpoint.replace(/\/+$/, ""),
    token,
    fetch: options.fetch ?? globalThis.fetch,
    retry: options.retry ?? patient,
    deadlineMs: options.deadlineMs ?? 30_000,
  });
};
