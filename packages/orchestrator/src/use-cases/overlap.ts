/** Which open sessions of a project work on the same section of another one. */
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { isOpen, overlapsAmong } from "../Overlap.ts";
import { places } from "../Places.ts";
import { allReadings } from "../Readings.ts";
import { requireSession } from "../SessionChange.ts";
import { currentProject, Workspace } from "../Workspace.ts";

/** All of them, or with `--session` those that session has part in. */
export const overlap = Effect.gen(function* () {
  const { invocation, branch } = yield* Workspace;
  const { published } = yield* places;
  const project = yield* currentProject;
  const { session } = invocation;
  if (session !== null) yield* requireSession(project, session);
  const readings = yield* allReadings(project);
  const heads = new Map(readings.map((one) => [one.id, one.head]));
  const found = overlapsAmong(readings).filter(
    (one) => session === null || one.sessions.some((involved) => involved.session === session),
  );
  return answer("overlap", {
    project,
    session,
    overlaps: found.map(({ base, stage, section, sessions }) => ({
      base: splitBase(base),
      stage,
      section,
      sessions: sessions.map((one) => ({
        session: one.session,
        owner: heads.get(one.session)?.owner ?? null,
        status: heads.get(one.session)?.status ?? null,
        how: one.how,
        places: one.places.map((place) => ({ ...place, path: published(place.path) })),
      })),
    })),
    seen: { openSessions: readings.filter(isOpen).length, branch },
  });
});

const splitBase = (base: string) => {
  const slash = base.indexOf("/");
  return { project: base.slice(0, slash), session: base.slice(slash + 1) };
};
