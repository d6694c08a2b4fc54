/**
 * `remotes` of `.idse/config.json`: what the documents of this repository are synced with, by name. A
 * remote is described as a store is; it is never the place where commands read and write.
 */
import { isCreatableName } from "@idse/pipeline-artifacts";
import * as z from "zod";
import {
  ArtifactCoreSettings,
  FirebaseSettings,
  NotionSettings,
  type RemoteSettings,
  SupabaseSettings,
} from "./StoreSettings.ts";

export const Remotes = z.record(
  z
    .string()
    .refine(
      (name) => isCreatableName(name) && name !== "__blueprint__",
      "a name of small letters and digits",
    ),
  z.discriminatedUnion("kind", [ArtifactCoreSettings, SupabaseSettings, FirebaseSettings, NotionSettings]),
);
export type Remotes = z.infer<typeof Remotes>;

/** The 32 digits of an id in Notion, however it or its page's URL is written; otherwise the text itself. */
const notionId = (text: string): string => {
  const path = text.replace(/[?#].*$/, "").replaceAll("-", "");
  return /[0-9a-f]{32}$/i.exec(path)?.[0].toLowerCase() ?? text;
};

/**
 * Names the home behind settings: equal as long as they lead to the same documents, and without a secret.
 * What a clone knows of one home is never used for another.
 */
export const homeOf = (settings: RemoteSettings): string => {
  switch (settings.kind) {
    case "artifact-core":
      return `artifact-core ${settings.url ?? settings.command?.join(" ") ?? ""}`;
    case "supabase":
      return `supabase ${settings.url}`;
    case "firebase":
      return `firebase ${settings.project_id} ${settings.database} ${settings.tenant}`;
    case "notion":
      return `notion ${notionId(settings.data_source)}`;
  }
};
