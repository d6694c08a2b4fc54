/** The documents of a new project put into a store that is not this machine, or found there by who joins. */
import { type Change, type NonEmpty, newOperation, type StoreFailure } from "@idse/design-store";
import type { RemoteSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { AlreadyThere, Misuse, NotFound, StoreNotReady } from "../../Failure.ts";
import type { StoreDriver } from "../../StoreDriver.ts";
import type { InitOptions } from "./init.ts";

export interface KeepElsewhere extends Pick<InitOptions, "openStore" | "join" | "dryRun" | "storeWords"> {
  readonly store: RemoteSettings;
  readonly root: string;
  readonly project: string;
  readonly documents: NonEmpty<Change>;
}

/**
 * Before any file is written: where the store refuses, nothing is left here. Where this machine fails
 * afterwards, `--join` takes up what is there.
 */
export const keepElsewhere = ({
  store: settings,
  root,
  project,
  documents,
  openStore,
  join = false,
  dryRun,
  storeWords = [],
}: KeepElsewhere) =>
  Effect.gen(function* () {
    const again = [`idse init ${project}`, ...storeWords].join(" ");
    if (openStore === undefined) {
      return yield* new Misuse({ problem: `Documents cannot be kept in ${settings.kind} from here.` });
    }
    const driver = yield* openStore(settings, root);
    const { setUp } = driver;
    const taken = new AlreadyThere({
      what: "project",
      name: project,
      problem: `A project "${project}" is already kept in ${settings.kind}; nothing was changed. Take part in it, or choose another name.`,
      hint: `${again} --join`,
    });
    const look = Effect.gen(function* () {
      if (!dryRun && setUp._tag === "FromHere") yield* setUp.add;
      const store = yield* driver.open;
      const { heads } = yield* store.heads({ project });
      return { store, there: heads.some((one) => !one.removed) };
    });
    // The check writes a document and removes it, which a dry run does not.
    const why: (failure: StoreFailure) => Effect.Effect<never, StoreFailure | StoreNotReady> = dryRun
      ? Effect.fail
      : notReady(driver, project, storeWords);
    const { store, there } = yield* look.pipe(
      Effect.catchTags({ Unavailable: why, Unauthorized: why, Rejected: why, Malformed: why }),
    );
    if (join && !there) return yield* new NotFound({ what: "project", name: project, hint: again });
    if (join) return "joined" as const;
    if (there) return yield* taken;
    // What became of this where it fails is the store's to say: it may have arrived.
    if (!dryRun) {
      yield* store
        .commit(documents, newOperation())
        .pipe(Effect.catchTag("RevisionConflict", () => Effect.fail(taken)));
    }
    return "made" as const;
  }).pipe(Effect.scoped);

/** What the store's own check says of it; there is no workspace yet in which a person could ask. */
const notReady =
  (driver: StoreDriver, project: string, storeWords: ReadonlyArray<string>) =>
  (failure: StoreFailure): Effect.Effect<never, StoreFailure | StoreNotReady> =>
    Effect.flatMap(driver.check(project), (checks): Effect.Effect<never, StoreFailure | StoreNotReady> => {
      const found = checks.find((one) => one.outcome === "failed");
      if (found === undefined) return Effect.fail(failure);
      const words =
        storeWords.length === 0 ? "" : ` Before there is a workspace, add ${storeWords.join(" ")} to it.`;
      const isCommand = found.hint?.includes("idse store migrate") ?? false;
      return Effect.fail(
        new StoreNotReady({
          problem: `${found.message} Nothing was made.`,
          hint: `${found.hint ?? "idse help init"}${isCommand ? words : ""}`,
        }),
      );
    });
