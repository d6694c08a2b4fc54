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

/** Over `http:` a token can be read on the way, and an address that holds one would put it into a file. */
const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return (
    protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname))
  );
};

export const ArtifactCoreSettings = z
  .looseObject({
    kind: z.literal("artifact-core"),
    projects,
    /** The address of the MCP endpoint; it usually ends in `/mcp`. */
    url: z
      .string()
      .refine(isSafeAddress, "an https:// address, or http:// on this machine, without a name or a password")
      .optional(),
    /** A server on standard input and output instead: a program and its arguments, started in the repository's root. */
    command: z.array(z.string().min(1)).min(1).optional(),
    /** The bearer token that goes with `url`; it says whose documents these are. */
    token: SecretSource.default({ env: "IDSE_ARTIFACT_CORE_TOKEN" }),
  })
  .refine(({ url, command }) => (url === undefined) !== (command === undefined), {
    error: "either url or command, and not both",
    path: ["url"],
  });

export const StoreSettings = z.discriminatedUnion("kind", [
  FilesystemSettings,
  SupabaseSettings,
  FirebaseSettings,
  NotionSettings,
  ArtifactCoreSettings,
]);
export type StoreSettings = z.infer<typeof StoreSettings>;
export type StoreKind = StoreSettings["kind"];
export type RemoteSettings = Exclude<StoreSettings, { readonly kind: "filesystem" }>;

export const storeKinds = [
  "filesystem",
  "supabase",
  "firebase",
  "notion",
  "artifact-core",
] as const satisfies ReadonlyArray<StoreKind>;

/** Whether documents are kept elsewhere than in the working tree. */
export const isRemote = (settings: StoreSettings): settings is RemoteSettings =>
  settings.kind !== "filesystem";
