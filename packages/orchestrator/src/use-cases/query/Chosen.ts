/** The sessions that a question is about: one that was named, or all of a project. */

import { isCounted } from "@idse/constitution-rules";
import type { Stage } from "@idse/pipeline-artifacts";
import { stageOrder } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type Assessment, judgeSessions } from "../../Assessment.ts";
import { allReadings, readings } from "../../Readings.ts";
import { requireSession } from "../../SessionChange.ts";
import { listSessions } from "../../Sessions.ts";
import type { SessionSnapshot } from "../../Snapshot.ts";

export interface Chosen {
  readonly project: string;
  /** Null: all of them. */
  readonly session: string | null;
}

/** In order of their ids, all faces agreeing with `status`. */
export const judgedSessions = ({ project, session }: Chosen) =>
  Effect.gen(function* () {
    if (session === null) return yield* judgeSessions(yield* allReadings(project), { whole: true });
    yield* requireSession(project, session);
    return yield* judgeSessions(yield* readings(project, [session]));
  });

/** The texts of each session, in order of their ids; what is made of them is small. */
export const fromTexts = <A>(
  { project, session }: Chosen,
  make: (snapshot: SessionSnapshot) => ReadonlyArray<A>,
) =>
  Effect.gen(function* () {
    if (session !== null) yield* requireSession(project, session);
    const ids = session === null ? yield* listSessions(project) : [session];
    const { fromSessions } = yield* Effect.promise(() => import("../../MakeReadings.ts"));
    return yield* fromSessions(project, ids, make);
  });

/** What stands against one stage, or with null against all of a session. */
export const countsOf = ({ reading, findings }: Assessment, stage: Stage | null) => {
  const counted = findings.filter((one) => isCounted(one) && (stage === null || one.stage === stage));
  const errors = counted.filter((one) => one.severity === "error").length;
  return {
    openMarkers: stage === null ? 0 : (reading.markers[stageOrder(stage)] ?? 0),
    errors,
    warnings: counted.length - errors,
  };
};
