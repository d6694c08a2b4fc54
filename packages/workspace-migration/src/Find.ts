/** One file of a source, and what it is there for, as its path alone tells. */
import type { DocumentKind } from "@idse/pipeline-artifacts";

/** In the order in which they are asked about a path. */
export const layoutNames = ["predecessor", "predecessor-database", "agency", "spec-kit", "openspec"] as const;
export type LayoutName = (typeof layoutNames)[number];

export type FindRole =
  /** A part of a document; parts with a lower order stand first. */
  | { readonly role: "document"; readonly kind: DocumentKind; readonly order: number }
  /** `.owner`: who made a session, and when. */
  | { readonly role: "owner" }
  /** `CURRENT_SESSION`. */
  | { readonly role: "pointer" }
  /** `session_state.json`: how far somebody said that the stages are. */
  | { readonly role: "statuses" }
  /** `meta.md`, which holds a narrative between two comments. */
  | { readonly role: "meta" }
  /** `.openspec.yaml`, which says when a change was made. */
  | { readonly role: "created" }
  /** Not carried, and why. */
  | { readonly role: "left"; readonly reason: string };

export type Find = FindRole & {
  readonly layout: LayoutName;
  /** From the source's root, with `/`. */
  readonly path: string;
  /** As the source calls it; null where the source knows no projects. */
  readonly project: string | null;
  /** As the source calls it; null for what belongs to a project. */
  readonly session: string | null;
  /** The source says that the work is over and put away. */
  readonly archived: boolean;
};

/** What a path is to one layout, or null where it is nothing of it. */
export type Recogniser = (path: string, all: SourceShape) => Find | null;

/** What of the whole listing tells layouts apart. */
export interface SourceShape {
  /** `.specify/` is there. */
  readonly specify: boolean;
}
