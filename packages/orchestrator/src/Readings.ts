/**
 * Readings of sessions: from the cache where their texts are the ones it knows, else made anew. Only the
 * latter loads what parses markdown.
 */
import { DesignStore, type DocumentHead } from "@idse/design-store";
import { projectPaths } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";
import { law } from "./Law.ts";
import { boundMemory } from "./Memory.ts";
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
      readFrom(project, ids, keysOf(heads), false),
    ),
  );

/** With fewer sessions a project is read before garbage matters. */
const manySessions = 500;

/** Every session of a project, by id. */
export const allReadings = (project: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const store = yield* DesignStore;
    const folders = yield* attempt(() => workspace.listNames(projectPaths(project).sessions));
    if (folders.length > manySessions) boundMemory();
    return yield* Effect.flatMap(store.heads({ project, kinds: snapshotKinds }), ({ heads }) => {
      const telling = heads.filter(({ ref }) => ref.kind === "session" || ref.kind === "intent");
      return readFrom(project, [...presentSessions(telling)].sort(), keysOf(heads), true);
    });
  });

const readFrom = (
  project: string,
  ids: ReadonlyArray<string>,
  keys: ReadonlyMap<string, string>,
  all: boolean,
) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { ruleSet, text } = yield* law;
    const cache = openReadingCache(workspace, project, ruleSet, text);
    const found = new Map<string, SessionReading>();
    const unread: Array<string> = [];
    for (const id of ids) {
      const reading = cache.get(id, keys.get(id) ?? snapshotKey([]));
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

/** By session. Of ten thousand sessions the keys are a small part of the heads, which are let go. */
const keysOf = (heads: ReadonlyArray<DocumentHead>): ReadonlyMap<string, string> =>
  new Map([...groupBySession(heads)].map(([id, group]) => [id, snapshotKey(group)]));

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
