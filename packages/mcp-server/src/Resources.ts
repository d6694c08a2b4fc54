/** What a client may read by its address, beside the tools. */
import * as Data from "effect/Data";
import type * as Effect from "effect/Effect";
import type { JsonObject } from "./Tool.ts";

export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
  readonly _meta: JsonObject;
}

export interface ResourcePage {
  readonly resources: ReadonlyArray<ListedResource>;
  /** Where the next page begins; null says that nothing follows. */
  readonly next: string | null;
}

export interface ResourceText {
  readonly uri: string;
  readonly mimeType: string;
  readonly text: string;
  readonly _meta: JsonObject;
}

/** How addresses are put together. */
export interface ResourceTemplate {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
}

export class ResourceFailed extends Data.TaggedError("ResourceFailed")<{
  readonly message: string;
  /** There is nothing at this address; else something went wrong, and `content` says what. */
  readonly missing: boolean;
  readonly content: JsonObject;
}> {}

export interface Resources {
  readonly templates: ReadonlyArray<ResourceTemplate>;
  readonly list: (page: string | undefined) => Effect.Effect<ResourcePage, ResourceFailed>;
  readonly read: (uri: string) => Effect.Effect<ResourceText, ResourceFailed>;
}
