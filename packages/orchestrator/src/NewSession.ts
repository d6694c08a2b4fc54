/** The documents a new session is made of, computed before anything is written. */
import type { Change, NonEmpty } from "@idse/design-store";
import {
  blueprintSession,
  newDocument,
  printJson,
  type SessionMetadata,
  type SessionType,
  type Stage,
  sessionUid,
  stages,
  type TemplateNames,
} from "@idse/pipeline-artifacts";
import { baseOf, newState, printState, type StateRecord } from "@idse/stage-state";
import type { SessionSnapshot } from "./Snapshot.ts";

export interface NewSession {
  readonly project: string;
  readonly id: string;
  readonly name: string;
  readonly type: SessionType;
  readonly stack: string;
  readonly owner: string;
  readonly description: string | null;
  readonly parent: SessionSnapshot | null;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly uid: string;
  /** A repository's own template of a stage, or null. */
  readonly template: (stage: Stage) => string | null;
}

const metadataOf = (session: NewSession): SessionMetadata => ({
  session_id: session.id,
  uid: session.uid,
  name: session.name,
  session_type: session.type,
  description: session.description,
  is_blueprint: session.id === blueprintSession,
  parent_session: session.parent?.id ?? null,
  related_sessions: [],
  owner: session.owner,
  collaborators: [],
  tags: [],
  status: "draft",
  created_at: session.at,
  updated_at: session.at,
});

/** What the parent says now, so that a later change to it can be told. */
const parentRecord = (project: string, parent: SessionSnapshot | null): StateRecord["parent"] =>
  parent === null || parent.metadata === null
    ? null
    : {
        session: parent.id,
        uid: sessionUid(project, parent.metadata),
        sections: stages.map((stage) => baseOf(stage, parent.documents)),
      };

/** What the templates of a session's documents are filled in with. */
export const templateNames = ({
  project,
  id,
  name,
  stack,
  at,
}: Pick<NewSession, "project" | "id" | "name" | "stack" | "at">): TemplateNames => ({
  project_name: project,
  session_id: id,
  session_name: name,
  stack: stack === "" ? "not named yet" : stack,
  date: at.slice(0, 10),
});

/** One change for each of the seven documents, the metadata and the state; all expect nothing there. */
export const newSessionChanges = (session: NewSession): NonEmpty<Change> => {
  const names = templateNames(session);
  const documents = stages.map((stage) => ({
    stage,
    ...newDocument(stage, names, session.template(stage) ?? undefined),
  }));
  const digests = Object.fromEntries(documents.map((one) => [one.stage, one.templateDigest]));
  const put = (kind: Stage | "session" | "state", content: string): Change => ({
    _tag: "Put",
    ref: { project: session.project, session: session.id, kind },
    content,
    expect: "absent",
  });
  return [
    put("session", printJson(metadataOf(session))),
    put("state", printState(newState(digests, parentRecord(session.project, session.parent)))),
    ...documents.map((one) => put(one.stage, one.content)),
  ];
};
