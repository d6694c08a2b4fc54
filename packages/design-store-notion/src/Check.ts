/** The check of a data source before it is used. */
import {
  type DesignStoreService,
  roundTrip,
  runStoreChecks,
  type StoreCheck,
  StoreCheckFailed,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import { moveToTrash } from "./BodyWriting.ts";
import { NotionRefusal, shareIt } from "./Failure.ts";
import { NotionApi } from "./NotionApi.ts";
import { type Options, settingsOf } from "./Options.ts";
import { idOf, manifestOf, prefixOf } from "./PageName.ts";
import { describe, lackingIn } from "./SetUp.ts";

const tokenHint =
  "Make an internal integration at https://www.notion.so/profile/integrations and put its token into NOTION_TOKEN.";
const capabilitiesHint =
  "At https://www.notion.so/profile/integrations give the integration the capabilities to read, insert and update content.";

/** What a test of the store leaves behind: the manifest of a session that no longer is. */
const testSession = "idse-store-test-";

const withHint =
  (status: number, hint: string) =>
  <A, E extends { readonly message: string; readonly cause?: unknown }, R>(
    step: Effect.Effect<A, E, R>,
  ): Effect.Effect<A, E | StoreCheckFailed, R> =>
    Effect.mapError(step, (failure) =>
      failure.cause instanceof NotionRefusal && failure.cause.status === status
        ? new StoreCheckFailed({ message: failure.message, hint })
        : failure,
    );

/** The steps for a store that was made from these options. */
export const checkStore = (
  store: Effect.Effect<DesignStoreService>,
  options: Options,
  { project }: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>> => {
  const settings = settingsOf(options);
  const api = new NotionApi(settings);

  const credentials = Effect.gen(function* () {
    const { value: self } = yield* api.self();
    const workspace = self.bot?.workspace_name ?? null;
    return `Connected as ${self.name ?? "an integration"}${workspace === null ? "" : ` to the workspace ${workspace}`}.`;
  }).pipe(
    Effect.catchTag("Unauthorized", ({ message }) =>
      Effect.fail(new StoreCheckFailed({ message, hint: tokenHint })),
    ),
  );

  const schema = Effect.gen(function* () {
    const { value: dataSource } = yield* api.dataSource("check");
    const { missing, different } = lackingIn(settings.properties, dataSource.properties);
    const problems = [
      missing.length > 0 ? `lacks the columns ${missing.map(describe).join(", ")}` : "",
      different.length > 0
        ? `has these columns with another type: ${different.map(describe).join(", ")}`
        : "",
    ].filter((problem) => problem !== "");
    if (problems.length === 0) return "The database is shared with the integration and has every column.";
    return yield* new StoreCheckFailed({
      message: `The database ${problems.join(" and ")}.`,
      hint:
        different.length > 0
          ? "Rename these columns in Notion, or give IDSE other names of columns; then run `idse store migrate`."
          : "Run `idse store migrate`, or add them by hand in Notion.",
    });
  }).pipe(withHint(404, shareIt), withHint(403, capabilitiesHint));

  const permissions = api
    .query("check", {
      property: settings.properties.id,
      rich_text: { equals: idOf(manifestOf({ project, session: null, kind: "manifest" })) },
    })
    .pipe(Effect.as("Pages can be listed."), withHint(403, capabilitiesHint));

  const cleanUp = Effect.gen(function* () {
    const starts_with = prefixOf(project, testSession).slice(0, -2);
    const left = yield* api.query("check", { property: settings.properties.id, rich_text: { starts_with } });
    for (const page of left.value) yield* moveToTrash(api, page.id);
  });

  const trip = Effect.flatMap(store, (made) => roundTrip(made, project)).pipe(
    Effect.tap(() => cleanUp),
    withHint(403, capabilitiesHint),
  );

  return runStoreChecks({ credentials, schema, permissions, "round-trip": trip });
};
