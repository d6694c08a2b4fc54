/**
 * Changes to one session's metadata or state: read, changed and written under the revision that
 * was read, so that two at once are both kept. A file that cannot be read is left alone.
 */
import { modifyDocument } from "@idse/design-store";
import { printJsonLike, readJson, SessionMetadata } from "@idse/pipeline-artifacts";
import { newState, printState, StateRecord } from "@idse/stage-state";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { NotFound } from "./Failure.ts";
import { places } from "./Places.ts";
import { existingSessions } from "./Sessions.ts";
import { malformed } from "./Workspace.ts";

export const sessionNotFound = (name: string): NotFound =>
  new NotFound({ what: "session", name, hint: "idse sessions" });

/** Fails unless the session exists. */
export const requireSession = (project: string, id: string) =>
  existingSessions(project, [id]).pipe(
    Effect.catchTag("Rejected", () => Effect.succeed(new Set<string>())),
    Effect.flatMap((found) => (found.has(id) ? Effect.succeed(id) : Effect.fail(sessionNotFound(id)))),
  );

/** ISO 8601 in UTC. */
export const now = Effect.map(Clock.currentTimeMillis, (millis) => new Date(millis).toISOString());

/** `change` gives the new metadata, or null where nothing is to change. Answers whether anything did. */
export const changeMetadata = <E = never>(
  project: string,
  id: string,
  change: (metadata: SessionMetadata) => Effect.Effect<SessionMetadata | null, E>,
) =>
  Effect.gen(function* () {
    yield* requireSession(project, id);
    const ref = { project, session: id, kind: "session" } as const;
    const at = yield* now;
    let changed = false;
    yield* modifyDocument(ref, (text) =>
      Effect.gen(function* () {
        if (text === undefined) {
          return yield* malformed((yield* places).name(ref), {
            message: "The session has no metadata file.",
            line: 1,
            column: 1,
          });
        }
        const read = readJson(text, SessionMetadata);
        if (!read.ok) return yield* malformed((yield* places).name(ref), read.problem);
        const metadata = yield* change(read.value);
        changed = metadata !== null;
        return metadata === null ? text : printJsonLike(text, { ...metadata, updated_at: at });
      }),
    );
    return changed;
  });

/** As `changeMetadata`, for the state; a session that has none yet gets one. */
export const changeState = <E = never>(
  project: string,
  id: string,
  change: (state: StateRecord) => Effect.Effect<StateRecord | null, E>,
) =>
  Effect.gen(function* () {
    yield* requireSession(project, id);
    const ref = { project, session: id, kind: "state" } as const;
    let changed = false;
    yield* modifyDocument(ref, (text) =>
      Effect.gen(function* () {
        const before = text ?? printState(newState());
        const read = readJson(before, StateRecord);
        if (!read.ok) return yield* malformed((yield* places).name(ref), read.problem);
        const state = yield* change(read.value);
        changed = state !== null;
        return state === null ? before : printJsonLike(before, JSON.parse(printState(state)));
      }),
    );
    return changed;
  });
