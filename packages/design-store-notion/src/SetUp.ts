/** The columns that the data source must have: what is missing or of another type, and adding what is missing. */
import type { StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { rejected } from "./Failure.ts";
import { NotionApi } from "./NotionApi.ts";
import { type Options, type PropertyNames, propertyTypes, settingsOf } from "./Options.ts";

export interface SetUp {
  /** Columns that were not there. */
  readonly added: ReadonlyArray<string>;
}

/** As Notion's own menu calls these types. */
const typeNames = { rich_text: "Text", select: "Select", number: "Number" } as const;

interface Column {
  readonly name: string;
  readonly type: (typeof propertyTypes)[keyof PropertyNames];
}

/** For people: `IDSE_ID (Text)`. */
export const describe = ({ name, type }: Column): string => `${name} (${typeNames[type]})`;

const columnsOf = (names: PropertyNames): ReadonlyArray<Column> =>
  Object.entries(propertyTypes).map(([key, type]) => ({ name: names[key as keyof PropertyNames], type }));

/** What stands between a data source and its use. */
export const lackingIn = (
  names: PropertyNames,
  properties: Readonly<Record<string, { readonly type: string }>>,
): { readonly missing: ReadonlyArray<Column>; readonly different: ReadonlyArray<Column> } => {
  const columns = columnsOf(names);
  return {
    missing: columns.filter(({ name }) => properties[name] === undefined),
    different: columns.filter(({ name, type }) => (properties[name]?.type ?? type) !== type),
  };
};

const configOf = {
  rich_text: () => ({ type: "rich_text" as const, rich_text: {} }),
  select: () => ({ type: "select" as const, select: {} }),
  number: () => ({ type: "number" as const, number: {} }),
};

/** The columns that `setUp` would add, as people call them. */
export const lacking = (options: Options): Effect.Effect<ReadonlyArray<string>, StoreFailure> =>
  Effect.gen(function* () {
    const settings = settingsOf(options);
    const { value: dataSource } = yield* new NotionApi(settings).dataSource("setUp");
    return lackingIn(settings.properties, dataSource.properties).missing.map(describe);
  });

/** Adds the columns that are missing and changes no other. Doing it again does nothing. */
export const setUp = (options: Options): Effect.Effect<SetUp, StoreFailure> =>
  Effect.gen(function* () {
    const settings = settingsOf(options);
    const api = new NotionApi(settings);
    const { value: dataSource } = yield* api.dataSource("setUp");
    const { missing, different } = lackingIn(settings.properties, dataSource.properties);
    if (different.length > 0)
      return yield* Effect.fail(
        rejected(
          "setUp",
          `The database has columns of these names and another type than IDSE needs: ${different.map(describe).join(", ")}. Rename them there, or give IDSE other names of columns.`,
        ),
      );
    if (missing.length === 0) return { added: [] };
    yield* api.addProperties(Object.fromEntries(missing.map(({ name, type }) => [name, configOf[type]()])));
    return { added: missing.map(({ name }) => name) };
  });
