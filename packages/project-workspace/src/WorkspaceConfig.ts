/** `.idse/config.json`: what a repository decides for all its clones. No secrets stand in it. */
import * as z from "zod";
import { Remotes } from "./Remotes.ts";
import { StoreSettings } from "./StoreSettings.ts";

export const validationScopes = ["session", "all", "all-projects"] as const;

/** What git does not carry along would hold in one clone only. */
const isInside = (path: string): boolean =>
  path !== "" && !/^(?:\/|[A-Za-z]:)|\\/.test(path) && !path.split("/").includes("..");

export const WorkspaceConfig = z.looseObject({
  $schema: z.string().optional(),
  schema_version: z.literal(1).default(1),
  /** Where documents live; `filesystem` is the default. */
  store: StoreSettings.default({ kind: "filesystem" }),
  /** What documents are synced with, by name. */
  remotes: Remotes.default({}),
  /** The project that commands mean when nothing else says. */
  default_project: z.string().nullable().default(null),
  /** What `idse validate` does without flags, so that hook, pre-commit and CI agree. */
  validation: z
    .looseObject({
      scope: z.enum(validationScopes).default("session"),
      strict: z.boolean().default(false),
      /** A file of accepted findings, from the repository's root. */
      baseline: z
        .string()
        .refine(isInside, "a path inside the repository, from its root, with /")
        .nullable()
        .default(null),
    })
    .default({ scope: "session", strict: false, baseline: null }),
});
export type WorkspaceConfig = z.infer<typeof WorkspaceConfig>;

/** What holds where there is no file. */
export const defaultConfig: WorkspaceConfig = {
  schema_version: 1,
  store: { kind: "filesystem" },
  remotes: {},
  default_project: null,
  validation: { scope: "session", strict: false, baseline: null },
};
