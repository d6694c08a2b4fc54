/**
 * Readings of sessions: from the cache where their texts are the ones it knows, else made anew. Only the
 * latter loads what parses markdown.
 */
import { DesignStore, type DocumentHead } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { law } from "./Law.ts";
import type { SessionReading } from "./Reading.ts";
import { openReadingCache } from "./ReadingCache.ts";
import { presentSessions, snapshotKey, snapshotKinds } from "./Sessions.ts";
import { Workspace } from "./Workspace.ts";

/** How many sessions are read in one request. Their trees, far larger than their texts, live until all of them are read. */
const batchSize = 20;

/** In the order of `ids`; a session that is not there reads as one without documents. */
export const readings = (project: string, ids: ReadonlyArray<string>) =>
  DesignStore.use((store) =>
    Effect.flatMap(store.heads({ project, sessions: ids, kinds: snapshotKinds }), ({ heads }) =>
      readFrom(project, ids, heads, false),
    ),
  );

/** Every session of a project, by id. */
export const allReadings = (project: string) =>
  DesignStore.use((store) =>
    Effect.flatMap(store.heads({ project, kinds: snapshotKinds }), ({ heads }) => {
      const telling = heads.filter(({ ref }) => ref.kind === "session" || ref.kind === "intent");
      return readFrom(project, [...presentSessions(telling)].sort(), heads, true);
    }),
  );

const readFrom = (
  project: string,
  ids: ReadonlyArray<string>,
  heads: ReadonlyArray<DocumentHead>,
  all: boolean,
) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { ruleSet, text } = yield* law;
    const cache = openReadingCache(workspace, project, text);
    const bySession = groupBySession(heads);
    const found = new Map<string, SessionReading>();
    const unread: Array<string> = [];
    for (const id of ids) {
      const reading = cache.get(id, snapshotKey(bySession.get(id) ?? []));
      if (reading === undefined) unread.push(id);
      else found.set(id, reading);
    }
    if (unread.length > 0) {
      const { readingOf, readSessions } = yield* Effect.promise(() => import("./MakeReadings.ts"));
      for (let start = 0; start < unread.length; start += batchSize) {
        const batch = yield* readSessions(project, unread.slice(start, start + batchSize));
        for (const snapshot of batch) {
          const reading = readingOf(snapshot, ruleSet);
          found.set(snapshot.id, snapshot.key === null ? reading : cache.put(snapshot.key, reading));
        }
      }
      cache.save(all ? ids : null);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  });

const groupBySession = (heads: ReadonlyArray<DocumentHead>): ReadonlyMap<string, Array<DocumentHead>> => {
  const groups = new Map<string, Array<DocumentHead>>();
  for (const head of heads) {
    if (head.removed || head.ref.session === null) continue;
    const group = groups.get(head.ref.session);
    if (group === undefined) groups.set(head.ref.session, [head]);
    else group.push(head);
  }
  return groups;
};
