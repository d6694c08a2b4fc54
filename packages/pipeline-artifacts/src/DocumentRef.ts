/**
 * The name of one document in any store: a project, a session (or none, for what belongs to the
 * project) and a kind.
 */
import * as z from "zod";
import { isReadableName } from "./Name.ts";
import { isStage, type Stage } from "./Stage.ts";

const sessionKinds = ["session", "state", "narrative", "profile"] as const;
const projectKinds = ["project", "registry", "constitution"] as const;

export type SessionKind = Stage | (typeof sessionKinds)[number] | `claim/${string}`;
export type ProjectKind = (typeof projectKinds)[number];
export type DocumentKind = SessionKind | ProjectKind;

export interface DocumentRef {
  readonly project: string;
  readonly session: string | null;
  readonly kind: DocumentKind;
}

const includes = (list: ReadonlyArray<string>, value: string): boolean => list.includes(value);

export const isSessionKind = (kind: string): kind is SessionKind =>
  isStage(kind) ||
  includes(sessionKinds, kind) ||
  (kind.startsWith("claim/") && isReadableName(kind.slice("claim/".length)));

export const isProjectKind = (kind: string): kind is ProjectKind => includes(projectKinds, kind);

/** Whether a ref names a document that may exist: safe names, and a kind of the right level. */
export const isDocumentRef = (ref: {
  readonly project: string;
  readonly session: string | null;
  readonly kind: string;
}): ref is DocumentRef =>
  isReadableName(ref.project) &&
  (ref.session === null ? isProjectKind(ref.kind) : isReadableName(ref.session) && isSessionKind(ref.kind));

/** A ref as it enters from outside; hostile names are refused here. */
export const DocumentRef = z
  .object({ project: z.string(), session: z.string().nullable(), kind: z.string() })
  .refine((ref): ref is DocumentRef => isDocumentRef(ref), { message: "not a document reference" });

/** `project/session/kind`, for messages and map keys. */
export const refKey = (ref: DocumentRef): string => `${ref.project}/${ref.session ?? ""}/${ref.kind}`;
