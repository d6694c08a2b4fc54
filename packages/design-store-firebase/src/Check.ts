/** The check of a store in Firestore before it is used. Where something is wrong, it says which command mends it. */
import {
  type DesignStoreService,
  newOperation,
  type Rejected,
  roundTrip,
  StoreCheckFailed,
  type StoreCheckSteps,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { counterName, operationName } from "./DocumentName.ts";
import { Refused } from "./Failure.ts";
import { batchGet, commitWrites } from "./Firestore.ts";
import { connect, type Options } from "./Options.ts";

const hintOf = (
  { place: { projectId, database } }: Connection,
  failure: StoreFailure,
): string | undefined => {
  const status = failure.cause instanceof Refused ? failure.cause.status : failure._tag;
  switch (status) {
    case "Unauthorized":
      return "Give the text of a service account's key file, as the Google Cloud console gives it out.";
    case "UNAUTHENTICATED":
      return "Make a new key: gcloud iam service-accounts keys create key.json --iam-account=ACCOUNT. Then look whether this machine's clock is right.";
    case "PERMISSION_DENIED":
      return `Let the account in: gcloud projects add-iam-policy-binding ${projectId} --member=serviceAccount:ACCOUNT --role=roles/datastore.user`;
    case "NOT_FOUND":
      return `Make the database: gcloud firestore databases create --project=${projectId} --database="${database}" --location=eur3 --type=firestore-native`;
    case "FAILED_PRECONDITION":
      return "The database must be in Native mode; one in Datastore mode cannot be used. Make another and name it.";
    default:
      return undefined;
  }
};

const told = (connection: Connection, failure: StoreFailure): StoreCheckFailed | StoreFailure => {
  const hint = hintOf(connection, failure);
  return hint === undefined ? failure : new StoreCheckFailed({ message: failure.message, hint });
};

const read = (connection: Connection, project: string) =>
  batchGet(connection, "check", [counterName(connection.place, project)]);

/** A write that Firestore refuses to everybody, because it replaces what is not there, and forbids to some. */
const futileWrite = (connection: Connection) => {
  const write = {
    update: { name: operationName(connection.place, newOperation()), fields: {} },
    currentDocument: { exists: true },
  };
  return commitWrites(connection, "check", JSON.stringify({ writes: [write] })).pipe(
    Effect.catchTag("Refused", () => Effect.void),
  );
};

/** The steps of the check, over a store that is made from the same options. */
export const checkSteps = (
  options: Options,
  project: string,
  make: Effect.Effect<DesignStoreService, Rejected>,
): StoreCheckSteps => {
  const { projectId, database = "(default)" } = options;
  const step = <A>(work: (connection: Connection) => Effect.Effect<A, StoreFailure>, seen: string) =>
    Effect.flatMap(connect(options), (connection) =>
      work(connection).pipe(
        Effect.mapError((failure) => told(connection, failure)),
        Effect.as(seen),
      ),
    );
  const accepted = (connection: Connection) =>
    read(connection, project).pipe(Effect.catchTag("Rejected", () => Effect.void));
  return {
    credentials: step(accepted, "Firestore accepts the token."),
    schema: step(
      (connection) => read(connection, project),
      `The database ${database} of ${projectId} is there.`,
    ),
    permissions: step(futileWrite, "The account may read and write."),
    "round-trip": Effect.flatMap(make, (store) => roundTrip(store, project)),
  };
};
