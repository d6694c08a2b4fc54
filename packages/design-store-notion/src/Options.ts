/** What a store in Notion is made from, and the names of its columns and pages. */
import { type Credential, patient, type RetryPolicy, type StoreFailure } from "@idse/design-store";
import type { DocumentRef, Stage } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";

/**
 * The columns of the data source. The first three are called as in the Python predecessor, so that its
 * databases can be used; the title column is found by its type and keeps whatever name it has.
 */
export interface PropertyNames {
  /** Which document a page is: `<project>::<session>::<stage>`. */
  readonly id: string;
  readonly session: string;
  readonly stage: string;
  /** How often this store wrote the page; for people. */
  readonly version: string;
  /** Of the text that this store wrote last. */
  readonly digest: string;
  /** How Notion rendered that text, who wrote it and for which operations: see `PageRecord.ts`. */
  readonly record: string;
  /** That text, exactly. */
  readonly source: string;
  /** What is being written at this moment; empty otherwise. */
  readonly pending: string;
}

export const defaultProperties: PropertyNames = {
  id: "IDSE_ID",
  session: "Session",
  stage: "Stage",
  version: "IDSE Version",
  digest: "IDSE Digest",
  record: "IDSE Record",
  source: "IDSE Source",
  pending: "IDSE Pending",
};

/** The type that each column has in Notion. */
export const propertyTypes: Readonly<Record<keyof PropertyNames, "rich_text" | "select" | "number">> = {
  id: "rich_text",
  session: "rich_text",
  stage: "select",
  version: "number",
  digest: "rich_text",
  record: "rich_text",
  source: "rich_text",
  pending: "rich_text",
};

export interface Options {
  /** The data source: its id, `collection://` and its id, the database's address in Notion, or `view://` and a view's id. */
  readonly dataSource: string;
  /** Of an internal integration that the database is shared with. */
  readonly token: Credential;
  /** Other names of columns than those above. */
  readonly properties?: Partial<PropertyNames>;
  /** Other titles of stages than `stageTable` has. */
  readonly titles?: Partial<Record<Stage, string>>;
  /** Told each text before it is written over or removed. Where it fails, nothing is written. */
  readonly keepPreImage?: (ref: DocumentRef, text: string) => Effect.Effect<void, StoreFailure>;
  /** Notion's own unless told. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: RetryPolicy;
  /** How long one request may take, in milliseconds. 30 000 unless told. */
  readonly deadlineMs?: number;
}

/** The options with everything filled in. */
export interface Settings extends Required<Options> {
  readonly properties: PropertyNames;
}

export const settingsOf = (options: Options): Settings => ({
  dataSource: options.dataSource,
  token: options.token,
  properties: { ...defaultProperties, ...options.properties },
  titles: options.titles ?? {},
  keepPreImage: options.keepPreImage ?? (() => Effect.void),
  baseUrl: (options.baseUrl ?? "https://api.notion.com").replace(/\/+$/, ""),
  fetch: options.fetch ?? globalThis.fetch,
  retry: options.retry ?? patient,
  deadlineMs: options.deadlineMs ?? 30_000,
});
