/** The options and questions of `sync setup` that say what a remote is, as settings. */
import { Misuse } from "@idse/orchestrator/Failure";
import { type RemoteSettings, Remotes } from "@idse/project-workspace";
import type { Command } from "commander";

export const remoteKinds = ["artifact-core", "notion", "supabase", "firebase"] as const;
type Kind = (typeof remoteKinds)[number];

const words = (text: string): ReadonlyArray<string> => text.split(/\s+/).filter((word) => word !== "");

interface Field {
  readonly flag: string;
  readonly says: string;
  readonly of: ReadonlyArray<Kind>;
  /** Where it stands in the settings. */
  readonly key: string;
  readonly value?: (text: string) => unknown;
  /** Asked on a terminal. */
  readonly question?: string;
}

/** By option, in the order of the questions. */
const fields = {
  url: {
    flag: "--url <url>",
    says: "artifact-core: the address of its MCP endpoint; supabase: the project's URL",
    of: ["artifact-core", "supabase"],
    key: "url",
    question: "Its address, as https://documents.example.com/mcp or https://abcd.supabase.co",
  },
  command: {
    flag: "--command <words>",
    says: "artifact-core: a program that serves on standard input and output, instead of --url",
    of: ["artifact-core"],
    key: "command",
    value: words,
  },
  dataSource: {
    flag: "--data-source <id>",
    says: "notion: the database's URL, or the id of its data source",
    of: ["notion"],
    key: "data_source",
    question: "The URL of the database in Notion, or the id of its data source",
  },
  firebaseProject: {
    flag: "--firebase-project <id>",
    says: "firebase: the Google Cloud project",
    of: ["firebase"],
    key: "project_id",
    question: "The Google Cloud project",
  },
  database: {
    flag: "--database <id>",
    says: "firebase: the database, if not (default)",
    of: ["firebase"],
    key: "database",
  },
  tenant: {
    flag: "--tenant <name>",
    says: "firebase: whose documents they are",
    of: ["firebase"],
    key: "tenant",
    question: "Whose documents they are: a name for the folder in the database",
  },
  tokenEnv: {
    flag: "--token-env <name>",
    says: "the variable that holds the secret, if not the usual one",
    of: remoteKinds,
    key: "token",
    value: (name) => ({ env: name }),
    question: "The environment variable that holds the secret (Enter: the usual one, see docs/stores)",
  },
  tokenCommand: {
    flag: "--token-command <words>",
    says: 'a program that prints the secret, as "op read op://team/notion/token"',
    of: remoteKinds,
    key: "token",
    value: (text) => ({ command: words(text) }),
  },
} as const satisfies Readonly<Record<string, Field>>;
type FieldName = keyof typeof fields;
const names = Object.keys(fields) as ReadonlyArray<FieldName>;

export type RemoteOptions = { readonly kind?: string } & { readonly [K in FieldName]?: string };

export const addRemoteOptions = (command: Command): void => {
  command.option("--kind <kind>", `what it is: ${remoteKinds.join(", ")}`);
  for (const name of names) command.option(fields[name].flag, fields[name].says);
};

const fieldOf = (name: FieldName): Field => fields[name];
const flagOf = (name: FieldName): string => fieldOf(name).flag.replace(/ .*/, "");
const isOf = (name: FieldName, kind: string): boolean =>
  (fieldOf(name).of as ReadonlyArray<string>).includes(kind);

/** What is to be asked of a person for a kind, beside what was said. */
export const questionsFor = (
  given: RemoteOptions,
): ReadonlyArray<{ readonly key: FieldName; readonly question: string }> =>
  names.flatMap((key) => {
    const { question } = fieldOf(key);
    const { kind = "" } = given;
    return question !== undefined && isOf(key, kind) && given[key] === undefined ? [{ key, question }] : [];
  });

const isKind = (text: string): text is Kind => (remoteKinds as ReadonlyArray<string>).includes(text);

/** The settings, whole and as they are to be written down. */
export const remoteSettings = (
  given: RemoteOptions,
): { readonly settings: RemoteSettings; readonly written: Readonly<Record<string, unknown>> } | Misuse => {
  const { kind = "" } = given;
  const hint = `idse sync setup --kind ${isKind(kind) ? kind : "notion"}`;
  if (!isKind(kind)) {
    return new Misuse({
      problem: kind === "" ? "Say what the remote is." : `"${kind}" is not a kind of remote.`,
      hint: `--kind, one of: ${remoteKinds.join(", ")}`,
    });
  }
  const named = names.filter((name) => given[name] !== undefined);
  const stranger = named.find((name) => !isOf(name, kind));
  if (stranger !== undefined)
    return new Misuse({ problem: `${flagOf(stranger)} is of another kind than ${kind}.`, hint });
  if (given.tokenEnv !== undefined && given.tokenCommand !== undefined)
    return new Misuse({ problem: "--token-env and --token-command are two places of one secret.", hint });
  const written = {
    kind,
    ...Object.fromEntries(
      named.map((name) => {
        const { key, value } = fieldOf(name);
        const text = given[name] ?? "";
        return [key, value === undefined ? text : value(text)];
      }),
    ),
  };
  const parsed = Remotes.safeParse({ remote: written });
  const settings = parsed.data?.remote;
  if (settings !== undefined) return { settings, written };
  const issue = parsed.error?.issues[0];
  const lacking = names.find((name) => isOf(name, kind) && fieldOf(name).key === issue?.path[1]);
  if (lacking === undefined)
    return new Misuse({ problem: `The remote cannot be described so: ${issue?.message ?? ""}`, hint });
  return given[lacking] === undefined
    ? new Misuse({ problem: `${kind} needs ${flagOf(lacking)}.`, hint: `${hint} ${fieldOf(lacking).flag}` })
    : new Misuse({ problem: `${flagOf(lacking)}: ${issue?.message ?? ""}.`, hint });
};
