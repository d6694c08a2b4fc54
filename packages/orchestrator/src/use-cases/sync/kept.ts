/** Looking back: what syncs did, and the texts that they took away. */
import { keptText, onState, syncLog as readLog, trashed } from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { NotFound } from "../../Failure.ts";
import { currentProject } from "../../Workspace.ts";
import { chooseRemote, keptOf } from "./Remote.ts";

export interface LookingBack {
  readonly remote: string | null;
  readonly limit: number | null;
}

const latest = <A>(all: ReadonlyArray<A>, limit: number | null): Array<A> =>
  [...all].reverse().slice(0, limit ?? all.length);

export const syncLog = ({ remote: name, limit }: LookingBack) =>
  Effect.gen(function* () {
    const remote = yield* chooseRemote(name);
    const project = yield* currentProject;
    const { state } = yield* keptOf(remote);
    const all = (yield* readLog(state)).filter((one) => one.project === project);
    const entries = latest(all, limit).map(({ at, direction, earned, documents }) => ({
      at,
      direction,
      earned,
      documents: documents.map((one) => ({ ...one, ref: { ...one.ref } })),
    }));
    return answer("sync-log", {
      project,
      remote: remote.name,
      entries,
      truncated: entries.length < all.length,
    });
  });

/** With `digest`, or the beginning of one: its text. */
export const syncTrash = ({ remote: name, limit }: LookingBack, digest: string | null) =>
  Effect.gen(function* () {
    const remote = yield* chooseRemote(name);
    const project = yield* currentProject;
    const { state } = yield* keptOf(remote);
    const all = (yield* onState(() => trashed(state))).filter(({ ref }) => ref.project === project);
    const wanted = digest === null ? all : all.filter((one) => isMeant(one.digest, digest));
    const [first] = wanted;
    const content =
      digest === null || first === undefined
        ? undefined
        : yield* onState(() => keptText(state, first.digest));
    if (digest !== null && content === undefined) {
      return yield* new NotFound({ what: "text", name: digest, hint: "idse sync trash" });
    }
    const kept = latest(wanted, limit).map((one) => ({ ...one, ref: { ...one.ref } }));
    return answer("sync-trash", {
      project,
      remote: remote.name,
      kept,
      content: content ?? null,
      truncated: kept.length < wanted.length,
    });
  });

const isMeant = (digest: string, typed: string): boolean =>
  typed.replace(/^sha256:/, "").length >= 4 &&
  digest.slice("sha256:".length).startsWith(typed.replace(/^sha256:/, ""));
