/** Which sessions there are, and which one a command means. No document is read for it. */
import { DesignStore, type DocumentHead } from "@idse/design-store";
import { type DocumentRef, stages } from "@idse/pipeline-artifacts";
import { chooseSession } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { sessionHints, Workspace } from "./Workspace.ts";

/** What a session is read from. */
export const snapshotKinds = [...stages, "session", "state"] as const;

/**
 * The key of a session's texts, in any order. Of each digest 96 bits are enough; a revision is told where
 * it is more than the digest, as for a text with other line ends.
 */
export const snapshotKey = (
  texts: ReadonlyArray<Pick<DocumentHead, "ref" | "digest" | "revision">>,
): string =>
  texts
    .map(({ ref, digest, revision }) => {
      const hex = digest.slice("sha256:".length);
      return `${ref.kind}:${hex.slice(0, 24)}${revision.endsWith(hex) ? "" : `:${revision}`}`;
    })
    .sort()
    .join(" ");

export const presentSessions = (
  heads: ReadonlyArray<{ readonly ref: DocumentRef; readonly removed: boolean }>,
): ReadonlyArray<string> => [
  ...new Set(heads.flatMap(({ ref, removed }) => (removed || ref.session === null ? [] : [ref.session]))),
];

/** A folder with either of these is a session; looking at more would cost and tell no more. */
const tellingKinds = ["session", "intent"] as const;

/** All sessions of a project, by id. One with neither metadata nor an intent is not a session. */
export const listSessions = (project: string) =>
  DesignStore.use((store) =>
    Effect.map(store.heads({ project, kinds: tellingKinds }), ({ heads }) =>
      [...presentSessions(heads)].sort(),
    ),
  );

/** Which of these names are sessions. */
export const existingSessions = (project: string, names: ReadonlyArray<string>) =>
  DesignStore.use((store) =>
    Effect.map(
      store.heads({ project, sessions: names, kinds: tellingKinds }),
      ({ heads }) => new Set(presentSessions(heads)),
    ),
  );

/** The session this command means. `named` stands for `--session`. */
export const currentSession = (project: string, named: string | null = null) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const hints = yield* sessionHints(workspace, project);
    const flag = named ?? hints.flag;
    const names: Array<string> = [];
    const choose = (exists: (name: string) => boolean) => chooseSession({ ...hints, flag, exists });
    // The first pass only learns which names matter; none of them is taken to exist.
    choose((name) => {
      names.push(name);
      return false;
    });
    const existing = yield* existingSessions(project, names);
    return yield* Effect.fromResult(choose((name) => existing.has(name)));
  });
