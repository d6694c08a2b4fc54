/** The documents of a new project put into a store that is not this machine, or found there by who joins. */
import { type Change, type NonEmpty, newOperation } from "@idse/design-store";
import type { RemoteSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { AlreadyThere, Misuse, NotFound } from "../../Failure.ts";
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
    const store = yield* driver.open;
    const { heads } = yield* store.heads({ project });
    const there = heads.filter((one) => !one.removed).length > 0;
    if (join) {
      if (there) return "joined" as const;
      return yield* new NotFound({ what: "project", name: project, hint: again });
    }
    const taken = new AlreadyThere({
      what: "project",
      name: project,
      problem: `A project "${project}" is already kept in ${settings.kind}; nothing was changed. Take part in it, or choose another name.`,
      hint: `${again} --join`,
    });
    if (there) return yield* taken;
    if (!dryRun) {
      yield* store
        .commit(documents, newOperation())
        .pipe(Effect.catchTag("RevisionConflict", () => Effect.fail(taken)));
    }
    return "made" as const;
  }).pipe(Effect.scoped);
