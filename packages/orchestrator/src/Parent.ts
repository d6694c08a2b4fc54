/** The session that another one is built on, read in full. */
import { sessionUid } from "@idse/pipeline-artifacts";
import type { ParentDocuments } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { readSessions, type SessionSnapshot } from "./Snapshot.ts";

export interface Parent extends ParentDocuments {
  readonly uid: string;
}

export const parentIdOf = ({ metadata }: SessionSnapshot): string | null => metadata?.parent_session ?? null;

/** Null where there is none, and where it is not here or its metadata cannot be read. */
export const readParent = (child: SessionSnapshot) =>
  Effect.gen(function* () {
    const id = parentIdOf(child);
    if (id === null) return null;
    const [parent] = yield* readSessions(child.project, [id]).pipe(
      Effect.catchTag("Rejected", () => Effect.succeed([])),
    );
    if (parent === undefined || parent.metadata === null) return null;
    const uid = sessionUid(child.project, parent.metadata);
    return { session: id, uid, documents: parent.documents } satisfies Parent;
  });
