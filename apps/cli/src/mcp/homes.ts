/**
 * Where each tenant of a server has its documents, decided before the server begins. A way of keeping them in which two
 * tenants could meet is refused here.
 */
import { Misuse } from "@idse/orchestrator/Failure";
import { type SecretSource, type StoreKind, StoreSettings } from "@idse/project-workspace";
import { type StoreOptions, storeSettings, storeWords } from "../commands/init-store.ts";

export interface HomeOptions extends StoreOptions {
  /** A program and its arguments in one text, parted by spaces. */
  readonly storeTokenCommand?: string;
  readonly storeTokenEnv?: string;
}

export interface Homes {
  readonly kind: StoreKind;
  /** A sentence where this tenant's name cannot be what the store wants. */
  readonly settingsOf: (tenant: string) => StoreSettings | string;
}

const placeholder = "{tenant}";
/** The same in a name of a variable, which has capitals. */
const capitalPlaceholder = "{TENANT}";

const misuse = (problem: string, hint = "idse help mcp serve"): Misuse => new Misuse({ problem, hint });

/** What was typed about the store, typed again with something more. */
const again = (options: HomeOptions, ...more: ReadonlyArray<string>): string =>
  ["idse mcp serve --http 127.0.0.1:4310", ...storeWords(options), ...more].join(" ");

/** Kinds whose settings take a token from somewhere. */
const takesToken: ReadonlyArray<StoreKind> = ["supabase", "firebase", "notion", "artifact-core"];

const hasPlaceholder = ({ storeTokenCommand, storeTokenEnv }: HomeOptions): boolean =>
  storeTokenCommand?.includes(placeholder) === true || storeTokenEnv?.includes(capitalPlaceholder) === true;

/** Why tenants could meet in this store, or undefined. */
const sharing = (kind: StoreKind, options: HomeOptions): Misuse | undefined => {
  const { storeTenant, ...others } = options;
  switch (kind) {
    case "filesystem":
      return undefined;
    case "firebase":
      return storeTenant?.includes(placeholder) === true
        ? undefined
        : misuse(
            `All tenants would share the one home "${storeTenant}". Write ${placeholder} into it.`,
            again(others, `--store-tenant ${placeholder}`),
          );
    case "supabase":
      return hasPlaceholder(options)
        ? undefined
        : misuse(
            `In Supabase the token says whose documents are seen, so each tenant needs one of its own. Name a variable with ${capitalPlaceholder} or a program with ${placeholder} in it.`,
            again(options, `--store-token-env IDSE_SUPABASE_TOKEN_${capitalPlaceholder}`),
          );
    case "notion":
    case "artifact-core":
      return misuse(
        `All tenants would share one home in ${kind}. It can be served to one tenant on this machine, with --open, or the tenants go there themselves.`,
        again(options, "--open TENANT"),
      );
  }
};

/** `acme-eu` as `ACME_EU`. Only what no other tenant's name could become as well. */
const inVariable = (tenant: string): string | undefined =>
  /^[a-z0-9-]+$/.test(tenant) ? tenant.toUpperCase().replaceAll("-", "_") : undefined;

const tokenSource = (
  { storeTokenCommand, storeTokenEnv }: HomeOptions,
  tenant: string,
): SecretSource | string | undefined => {
  if (storeTokenCommand !== undefined) {
    const words = storeTokenCommand.trim().split(/\s+/);
    return { command: words.map((word) => word.replaceAll(placeholder, tenant)) };
  }
  if (storeTokenEnv === undefined) return undefined;
  if (!storeTokenEnv.includes(capitalPlaceholder)) return { env: storeTokenEnv };
  const capital = inVariable(tenant);
  return capital === undefined
    ? `The name "${tenant}" fits no variable, where only a-z, 0-9 and "-" have a place. Use --store-token-command, or another name.`
    : { env: storeTokenEnv.replaceAll(capitalPlaceholder, capital) };
};

/** `only`: the one tenant of a server without tokens. */
export const homesOf = (given: HomeOptions, only: string | undefined): Homes | Misuse => {
  const kind = given.store ?? "filesystem";
  const options: HomeOptions = {
    ...given,
    store: kind,
    ...(kind === "firebase" && given.storeTenant === undefined ? { storeTenant: placeholder } : {}),
  };
  const settings = storeSettings(options, "mcp serve");
  if (settings instanceof Misuse) return settings;
  if (settings === undefined) return misuse("There is no store to serve.");
  const tokenOption =
    options.storeTokenCommand !== undefined
      ? "--store-token-command"
      : options.storeTokenEnv !== undefined
        ? "--store-token-env"
        : undefined;
  if (tokenOption !== undefined && !takesToken.includes(settings.kind))
    return misuse(`${tokenOption} is of another store than ${settings.kind}.`);
  if (options.storeTokenCommand !== undefined && options.storeTokenEnv !== undefined)
    return misuse("A token comes from a program or from a variable, and not from both.");
  const shared = only === undefined ? sharing(settings.kind, options) : undefined;
  if (shared !== undefined) return shared;

  const settingsOf = (tenant: string): StoreSettings | string => {
    const token = tokenSource(options, tenant);
    if (typeof token === "string") return token;
    const own =
      settings.kind === "firebase" ? { tenant: settings.tenant.replaceAll(placeholder, tenant) } : {};
    const parsed = StoreSettings.safeParse({
      ...settings,
      ...own,
      ...(token === undefined ? {} : { token }),
    });
    return parsed.success ? parsed.data : `--store-token-env: ${parsed.error.issues[0]?.message ?? ""}`;
  };
  const example = settingsOf(only ?? "tenant");
  return typeof example === "string" ? misuse(example) : { kind: settings.kind, settingsOf };
};
