/** The steps of a check, and for each failure what a person does about it. */
import {
  type DesignStoreService,
  type RevisionConflict,
  roundTrip,
  StoreCheckFailed,
  type StoreCheckSteps,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { MigrationMissing } from "./Failure.ts";
import type { Remote } from "./Remote.ts";

/** The last migration that this version of the store needs. */
const neededMigration = 1;

const About = z.object({ migration: z.int(), tenant: z.string().min(1) });

const hints: Readonly<Partial<Record<StoreFailure["_tag"], string>>> = {
  Unauthorized:
    "Give the project's publishable key, and a token of a signed-in person that has the claim tenant_id. How a team gets one: docs/stores/supabase.md.",
  Unavailable:
    "Check the address and the network. A project that was paused is started again in its dashboard.",
  QuotaExceeded: "Try again later, or look at the limits of the project in its dashboard.",
};

const migrate =
  "Run the SQL that `idse store migrate --print` prints, in the SQL editor of the project. It is safe to run again.";

const withHint = <A>(
  step: Effect.Effect<A, StoreCheckFailed | StoreFailure | RevisionConflict>,
): Effect.Effect<A, StoreCheckFailed | StoreFailure | RevisionConflict> =>
  Effect.mapError(step, (failure) => {
    if (failure._tag === "StoreCheckFailed" || failure._tag === "RevisionConflict") return failure;
    const hint = failure instanceof MigrationMissing ? migrate : hints[failure._tag];
    return hint === undefined ? failure : new StoreCheckFailed({ message: failure.message, hint });
  });

export const checkSteps = (
  connecting: Effect.Effect<Remote, StoreFailure>,
  storeOver: (remote: Remote) => DesignStoreService,
  project: string,
): Effect.Effect<StoreCheckSteps> =>
  Effect.gen(function* () {
    const asked = connecting.pipe(
      Effect.flatMap((remote) =>
        remote.call({ operation: "check", function: "idse_about", arguments: {}, answer: About }),
      ),
    );
    const about = yield* Effect.cached(asked);
    const store = Effect.map(connecting, storeOver);
    return {
      credentials: about.pipe(
        Effect.map(({ tenant }) => `The key and the token are accepted, for the tenant ${tenant}.`),
        // What is not there is looked at only once the token was.
        Effect.catchIf(
          (failure) => failure instanceof MigrationMissing,
          () => Effect.succeed("The key and the token are accepted."),
        ),
        withHint,
      ),
      schema: about.pipe(
        Effect.flatMap(({ migration }) =>
          migration >= neededMigration
            ? Effect.succeed(`Migration ${migration} was run.`)
            : Effect.fail(
                new StoreCheckFailed({
                  message: `Migration ${migration} was run, and this version needs ${neededMigration}.`,
                  hint: migrate,
                }),
              ),
        ),
        withHint,
      ),
      permissions: store.pipe(
        Effect.flatMap((found) => found.heads({ project })),
        Effect.map(({ heads }) => `Documents of ${project} can be listed: ${heads.length}.`),
        withHint,
      ),
      "round-trip": store.pipe(
        Effect.flatMap((found) => roundTrip(found, project)),
        withHint,
      ),
    };
  });
