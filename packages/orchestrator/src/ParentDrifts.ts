/**
 * What changed in the parents of sessions, by the fingerprints that both sides keep. A parent's documents
 * are parsed only where no reading holds its sections, and once for all that are built on it.
 */
import { type Missing, readDocument, type StoredDocument } from "@idse/design-store";
import { readJson } from "@idse/pipeline-artifacts";
import { parentDriftFrom, StateRecord } from "@idse/stage-state";
import type { SessionFacts } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import type { SessionReading, StageSections } from "./Reading.ts";

export const driftsOf = (
  sessions: ReadonlyArray<SessionReading>,
  sectionsKept: (project: string, id: string) => StageSections | null,
) =>
  Effect.gen(function* () {
    const drifts = new Map<string, SessionFacts["parentDrift"]>();
    const parents = new Map<string, StageSections>();
    for (const { project, id, head } of sessions) {
      const parent = head?.parent_session ?? null;
      if (parent === null) continue;
      const key = `${project}/${parent}`;
      const now = parents.get(key) ?? sectionsKept(project, parent) ?? (yield* sectionsRead(project, parent));
      parents.set(key, now);
      if (Object.keys(now).length === 0) continue;
      const drift = parentDriftFrom(
        yield* stateOf(project, id),
        parent,
        (stage) => now[stage]?.fingerprints ?? [],
      );
      if (drift.length > 0)
        drifts.set(
          `${project}/${id}`,
          drift.map((one) => ({ ...one, parent })),
        );
    }
    return drifts;
  });

const sectionsRead = (project: string, id: string) =>
  Effect.gen(function* () {
    const { readSessions, sectionsOf } = yield* Effect.promise(() => import("./MakeReadings.ts"));
    const [parent] = yield* readSessions(project, [id]);
    return parent === undefined ? {} : sectionsOf(parent);
  });

/** Null where there is none, or none that can be read, which is told elsewhere. */
const stateOf = (project: string, id: string) =>
  readDocument({ project, session: id, kind: "state" }).pipe(
    Effect.catchTag("Malformed", () => Effect.succeed(null)),
    Effect.map((found: StoredDocument | Missing | null) => {
      if (found === null || found._tag === "Missing") return null;
      const read = readJson(found.content, StateRecord);
      return read.ok ? read.value : null;
    }),
  );
