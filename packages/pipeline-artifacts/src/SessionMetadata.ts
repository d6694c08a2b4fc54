/**
 * `metadata/session.json`: what is known of a session beside its documents. On disk it keeps the
 * predecessor's snake_case names; keys we do not know are kept.
 */
import * as z from "zod";
import { digestOfParts } from "./Digest.ts";
import { isReadableName } from "./Name.ts";

export const sessionTypes = ["blueprint", "feature", "exploratory"] as const;
export const sessionStatuses = ["draft", "in_progress", "review", "complete", "archived"] as const;
export const collaboratorRoles = ["owner", "contributor", "reviewer", "viewer"] as const;

export type SessionType = (typeof sessionTypes)[number];
export type SessionStatus = (typeof sessionStatuses)[number];
export type CollaboratorRole = (typeof collaboratorRoles)[number];

const Collaborator = z.looseObject({
  name: z.string().min(1),
  role: z.enum(collaboratorRoles),
  joined_at: z.string(),
});

/** A parent is looked up by its name, and a name that leads out of its folder is none. */
const sessionName = z.string().refine(isReadableName, { error: "not a name that a session can have" });

export const SessionMetadata = z.looseObject({
  session_id: z.string(),
  /** Random and never changed. Sessions made before uids existed get a derived one: `sessionUid`. */
  uid: z.string().min(1).optional(),
  name: z.string(),
  session_type: z.enum(sessionTypes),
  description: z.string().nullable().default(null),
  is_blueprint: z.boolean(),
  parent_session: sessionName.nullable().default(null),
  related_sessions: z.array(z.string()).default([]),
  owner: z.string(),
  /** Older workspaces hold plain names here: contributors since the session was made. */
  collaborators: z.array(z.union([z.string(), Collaborator])).default([]),
  tags: z.array(z.string()).default([]),
  status: z.enum(sessionStatuses),
  /** ISO 8601; older workspaces wrote local time without a zone. */
  created_at: z.string(),
  updated_at: z.string(),
});
export type SessionMetadata = z.infer<typeof SessionMetadata>;

export interface CollaboratorEntry {
  readonly name: string;
  readonly role: CollaboratorRole;
  readonly joined_at: string;
}

export const collaboratorsOf = (metadata: SessionMetadata): ReadonlyArray<CollaboratorEntry> =>
  metadata.collaborators.map((entry) =>
    typeof entry === "string"
      ? { name: entry, role: "contributor", joined_at: metadata.created_at }
      : { name: entry.name, role: entry.role, joined_at: entry.joined_at },
  );

/** A session's identity: its recorded uid, else one that every clone derives alike. */
export const sessionUid = (project: string, metadata: SessionMetadata): string =>
  metadata.uid ??
  `derived-${digestOfParts([project, metadata.session_id, metadata.created_at]).slice("sha256:".length, 39)}`;
