/** What sources offer, in the names of the workspace that it is for: documents, and facts of sessions. */
import type { DocumentRef, Stage } from "@idse/pipeline-artifacts";
import type { LayoutName } from "./Find.ts";

export interface Draft {
  readonly ref: DocumentRef;
  readonly layout: LayoutName;
  /** Files of the source, or places in its database, with the digest of each text. */
  readonly from: ReadonlyArray<{ readonly path: string; readonly digest: string }>;
  readonly content: string;
  /** Somebody wrote it: it is neither empty nor as a template left it. */
  readonly own: boolean;
}

/** What is known of a session beside its documents. */
export interface SessionFacts {
  readonly project: string;
  readonly session: string;
  readonly layouts: ReadonlyArray<LayoutName>;
  /** As the source calls it. */
  readonly named: string;
  readonly owner: string | null;
  /** The `.owner` that says so. */
  readonly ownerPath: string | null;
  /** ISO 8601, or a date alone. */
  readonly createdAt: string | null;
  readonly archived: boolean;
}

export interface Statuses {
  readonly project: string;
  readonly session: string;
  readonly stages: Readonly<Partial<Record<Stage, string>>>;
  readonly path: string;
}

export interface Pointer {
  readonly project: string;
  readonly session: string;
  readonly path: string;
}

export interface ProjectFacts {
  readonly project: string;
  /** As the source calls it; null where it knows no projects. */
  readonly named: string | null;
  readonly stack: string | null;
}
