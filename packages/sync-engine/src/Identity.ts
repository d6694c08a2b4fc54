/** Which project or session a document belongs to, beyond its name: the uid in project.json and session.json. */
import {
  type DocumentRef,
  isReadableName,
  readJson,
  SessionMetadata,
  sessionUid,
} from "@idse/pipeline-artifacts";
import { ProjectMetadata } from "@idse/project-workspace";
import * as z from "zod";
import type { SyncFacts } from "./SyncCase.ts";

/** The documents that name what others belong to; the project's first. */
export const namingRefs = ({ project, session }: DocumentRef): ReadonlyArray<DocumentRef> => [
  { project, session: null, kind: "project" },
  ...(session === null ? [] : [{ project, session, kind: "session" as const }]),
];

export const isNaming = ({ session, kind }: DocumentRef): boolean =>
  session === null ? kind === "project" : kind === "session";

const WithUid = z.looseObject({ uid: z.string().min(1) });

/** Null where the text has none and none can be derived. */
export const uidIn = (ref: DocumentRef, text: string): string | null => {
  const given = readJson(text, WithUid);
  if (given.ok) return given.value.uid;
  if (ref.kind === "project") {
    const project = readJson(text, ProjectMetadata);
    return project.ok ? project.value.uid : null;
  }
  const session = readJson(text, SessionMetadata);
  return session.ok && isReadableName(session.value.session_id)
    ? sessionUid(ref.project, session.value)
    : null;
};

/** What is known of one naming document: on each side its uid, null where it cannot be read, absent where it is not there. */
export interface KnownUids {
  readonly local?: string | null;
  readonly remote?: string | null;
  /** The one agreed on, where the document is not gone by agreement. */
  readonly agreed?: string | undefined;
}

/** A side that cannot be read counts as unchanged where a uid was agreed on. */
export const identityOf = ({ local, remote, agreed }: KnownUids): SyncFacts["identity"] => {
  const here = local === null ? agreed : local;
  const there = remote === null ? agreed : remote;
  const unreadable = (local === null || remote === null) && agreed === undefined;
  if (unreadable && local !== undefined && remote !== undefined) return "unreadable";
  const uids = new Set([here, there, local === undefined || remote === undefined ? agreed : undefined]);
  uids.delete(undefined);
  return uids.size > 1 ? "other" : "same";
};
