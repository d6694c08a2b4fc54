/**
 * `store` of `.idse/config.json`: where a repository's documents are kept. Files are the default. Of a
 * secret only the place is named, an environment variable or a command; the secret itself is never in a file.
 */
import * as z from "zod";

/** Where a secret comes from: a variable of the environment, or a program that prints it. */
export const SecretSource = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a name of an environment variable") }),
  /** The program and its arguments; no shell reads them. */
  z.strictObject({ command: z.array(z.string().min(1)).min(1) }),
]);
export type SecretSource = z.infer<typeof SecretSource>;

const url = z
  .url({ protocol: /^https?$/, error: "a URL that begins with https://" })
  .transform((text) => text.replace(/\/+$/, ""));

/** The projects of this repository that are kept there; a remote is never asked what others keep. */
const projects = z.array(z.string()).default([]);

export const FilesystemSettings = z.looseObject({ kind: z.literal("filesystem") });

export const SupabaseSettings = z.looseObject({
  kind: z.literal("supabase"),
  projects,
  /** The project's URL, as `https://abcd.supabase.co`. */
  url,
  /** The publishable key. */
  key: SecretSource.default({ env: "SUPABASE_PUBLISHABLE_KEY" }),
  /** A token whose claim `tenant_id` says whose documents are seen. */
  token: SecretSource.default({ env: "IDSE_SUPABASE_TOKEN" }),
});

export const FirebaseSettings = z.looseObject({
  kind: z.literal("firebase"),
  projects,
  /** The Google Cloud project. */
  project_id: z.string().min(1),
  database: z.string().min(1).default("(default)"),
  /** Whose documents are seen: a folder of the database. */
  tenant: z.string().min(1),
  /** A service account's key as JSON, or the path of its file. */
  service_account: SecretSource.default({ env: "GOOGLE_APPLICATION_CREDENTIALS" }),
  /** An access token instead of a key, as `gcloud auth print-access-token` prints one. */
  token: SecretSource.optional(),
});

export const NotionSettings = z.looseObject({
  kind: z.literal("notion"),
  projects,
  /** The data source that holds the pages: its id or its URL. */
  data_source: z.string().min(1),
  token: SecretSource.default({ env: "NOTION_TOKEN" }),
  /** Names of columns where they are not the usual ones. */
  properties: z
    .partialRecord(
      z.enum(["id", "session", "stage", "version", "digest", "record", "source", "pending"]),
      z.string().min(1),
    )
    .optional(),
  /** Titles of the stages where they are not the usual ones. */
  titles: z
    .partialRecord(
      z.enum(["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"]),
      z.string().min(1),
    )
    .optional(),
});

export const StoreSettings = z.discriminatedUnion("kind", [
  FilesystemSettings,
  SupabaseSettings,
  FirebaseSettings,
  NotionSettings,
]);
export type StoreSettings = z.infer<typeof StoreSettings>;
export type StoreKind = StoreSettings["kind"];
export type RemoteSettings = Exclude<StoreSettings, { readonly kind: "filesystem" }>;

export const storeKinds = [
  "filesystem",
  "supabase",
  "firebase",
  "notion",
] as const satisfies ReadonlyArray<StoreKind>;

/** Whether documents are kept elsewhere than in the working tree. */
export const isRemote = (settings: StoreSettings): settings is RemoteSettings =>
  settings.kind !== "filesystem";
