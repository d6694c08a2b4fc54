/** Which data source an address means. */
import type { StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { DatabaseAnswer, ViewAnswer } from "./Answers.ts";
import { parseDataSource } from "./DataSourceAddress.ts";
import { exchange } from "./Exchange.ts";
import { rejected } from "./Failure.ts";
import type { Settings } from "./Options.ts";

const ofView = (settings: Settings, operation: string, view_id: string) =>
  Effect.map(
    exchange(settings, {
      operation,
      mode: "read",
      answer: ViewAnswer,
      send: (client) => client.views.retrieve({ view_id }),
    }),
    ({ value }) => value.data_source_id,
  );

const ofDatabase = (settings: Settings, operation: string, database_id: string) =>
  Effect.flatMap(
    exchange(settings, {
      operation,
      mode: "read",
      answer: DatabaseAnswer,
      send: (client) => client.databases.retrieve({ database_id }),
    }),
    ({ value: { data_sources } }) => {
      const [only, ...others] = data_sources;
      if (only !== undefined && others.length === 0) return Effect.succeed(only.id);
      const choice = data_sources.map(({ id, name }) => `collection://${id} (${name})`).join(", ");
      const problem =
        choice === ""
          ? "This database has no data source."
          : `This database has several data sources. Name one: ${choice}.`;
      return Effect.fail(rejected(operation, problem));
    },
  );

/** The id of a data source; a database or a view is asked for it. */
export const lookUpDataSource = (
  settings: Settings,
  operation: string,
): Effect.Effect<string, StoreFailure> => {
  const address = parseDataSource(settings.dataSource);
  switch (address?.kind) {
    case "data source":
      return Effect.succeed(address.id);
    case "database":
      return ofDatabase(settings, operation, address.id);
    case "view":
      return ofView(settings, operation, address.id);
    default:
      return Effect.fail(
        rejected(
          operation,
          `${JSON.stringify(settings.dataSource)} names no data source of Notion: give the database's address in Notion, or the id of its data source.`,
        ),
      );
  }
};
