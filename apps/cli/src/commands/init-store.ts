/** The options that say where documents are to be kept, as settings; those of `init`, and of others that take them. */
import { Misuse } from "@idse/orchestrator/Failure";
import { StoreSettings, storeKinds } from "@idse/project-workspace";
import type { Command } from "commander";

export interface StoreOptions {
  readonly store?: string;
  readonly storeUrl?: string;
  readonly storeProject?: string;
  readonly storeDatabase?: string;
  readonly storeTenant?: string;
  readonly storeDataSource?: string;
  readonly join?: true;
}

/** By option, the key of the settings, and the stores that have it. */
const options = {
  storeUrl: {
    flag: "--store-url <url>",
    says: "supabase: the project's URL; artifact-core: the address of its MCP endpoint",
    key: "url",
    of: ["supabase", "artifact-core"],
  },
  storeProject: {
    flag: "--store-project <id>",
    says: "firebase: the Google Cloud project",
    key: "project_id",
    of: ["firebase"],
  },
  storeDatabase: {
    flag: "--store-database <id>",
    says: "firebase: the database, if not (default)",
    key: "database",
    of: ["firebase"],
  },
  storeTenant: {
    flag: "--store-tenant <name>",
    says: "firebase: whose documents they are",
    key: "tenant",
    of: ["firebase"],
  },
  storeDataSource: {
    flag: "--store-data-source <id>",
    says: "notion: the data source's id or URL",
    key: "data_source",
    of: ["notion"],
  },
} as const satisfies Partial<
  Record<keyof StoreOptions, { flag: string; says: string; key: string; of: ReadonlyArray<string> }>
>;
type OptionName = keyof typeof options;
const names = Object.keys(options) as ReadonlyArray<OptionName>;

export const addStoreOptions = (command: Command): Command => {
  command.option("--store <kind>", `where documents are kept: ${storeKinds.join(", ")}`);
  for (const name of names) command.option(options[name].flag, options[name].says);
  return command;
};

const flagOf = (name: OptionName): string => options[name].flag.replace(/ .*/, "");

/** The words that were typed about the store, to be typed again. */
export const storeWords = (given: StoreOptions): ReadonlyArray<string> =>
  given.store === undefined
    ? []
    : [
        `--store ${given.store}`,
        ...names.flatMap((name) => (given[name] === undefined ? [] : [`${flagOf(name)} ${given[name]}`])),
      ];

/** Undefined where nothing was said of a store. `command` is what to type again. */
export const storeSettings = (given: StoreOptions, command = "init"): StoreSettings | undefined | Misuse => {
  const named = names.filter((name) => given[name] !== undefined);
  const kind = given.store;
  if (kind === undefined) {
    const [first] = named;
    return first === undefined
      ? undefined
      : new Misuse({
          problem: `${flagOf(first)} goes with --store.`,
          hint: `--store ${options[first].of[0]}`,
        });
  }
  if (!(storeKinds as ReadonlyArray<string>).includes(kind)) {
    return new Misuse({ problem: `"${kind}" is not a store.`, hint: `One of: ${storeKinds.join(", ")}` });
  }
  const stranger = named.find((name) => !(options[name].of as ReadonlyArray<string>).includes(kind));
  if (stranger !== undefined) {
    return new Misuse({
      problem: `${flagOf(stranger)} is of another store than ${kind}.`,
      hint: `idse help ${command}`,
    });
  }
  const settings = Object.fromEntries(named.map((name) => [options[name].key, given[name]]));
  const parsed = StoreSettings.safeParse({ kind, ...settings });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const lacking = names.find((name) => options[name].key === issue?.path[0]);
  return new Misuse({
    problem:
      lacking === undefined
        ? `The settings of ${kind} cannot be taken: ${issue?.message ?? ""}`
        : given[lacking] === undefined
          ? `${kind} needs ${flagOf(lacking)}.`
          : `${flagOf(lacking)}: ${issue?.message ?? ""}.`,
    hint:
      lacking === undefined
        ? `idse help ${command}`
        : `idse ${command} --store ${kind} ${options[lacking].flag}`,
  });
};
