/** What stands in the target where a migration wants to write, and whether somebody wrote it. */
import { DesignStore, type Revision } from "@idse/design-store";
import {
  blueprintSession,
  type DocumentRef,
  isStage,
  isUntouched,
  readJson,
  refKey,
  SessionMetadata,
} from "@idse/pipeline-artifacts";
import { sessionFolder } from "@idse/project-workspace";
import { StateRecord } from "@idse/stage-state";
import { isOwn, MigrationNote, notePath, type Standing } from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { placesOf } from "../../Places.ts";
import { malformed, Workspace } from "../../Workspace.ts";

export interface TargetDocuments {
  readonly standing: ReadonlyMap<string, Standing>;
  readonly revisions: ReadonlyMap<string, Revision>;
  /** Sessions, as `project/session`, that have a state record of ours. */
  readonly recorded: ReadonlySet<string>;
}

/** `registry`: as a new project would get it here. */
export const readTarget = (refs: ReadonlyArray<DocumentRef>, registry: string) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const { config } = yield* Workspace;
    const { name } = placesOf(config);
    const standing = new Map<string, Standing>();
    const revisions = new Map<string, Revision>();
    const recorded = new Set<string>();
    const bySession = new Map<string, Array<DocumentRef>>();
    for (const ref of refs) {
      const key = `${ref.project}/${ref.session ?? ""}`;
      bySession.set(key, [...(bySession.get(key) ?? []), ref]);
    }
    for (const [key, wanted] of bySession) {
      const [first] = wanted;
      if (first === undefined) continue;
      const stateRef: DocumentRef | null =
        first.session === null ? null : { project: first.project, session: first.session, kind: "state" };
      const all = [
        ...new Map(
          [...wanted, ...(stateRef === null ? [] : [stateRef])].map((ref) => [refKey(ref), ref]),
        ).values(),
      ];
      const found = yield* store.get(all).pipe(
        // One that is not text is somebody's all the same, and is not written over.
        Effect.catchTag("Malformed", () =>
          Effect.forEach(all, (ref) =>
            store.get([ref]).pipe(
              Effect.map(([one]) => one),
              Effect.catchTag("Malformed", () => Effect.succeed({ _tag: "Unreadable" as const, ref })),
            ),
          ),
        ),
      );
      const stateText = found.find((one) => one?._tag === "StoredDocument" && one.ref.kind === "state");
      const state = stateText?._tag === "StoredDocument" ? readJson(stateText.content, StateRecord) : null;
      if (state !== null) recorded.add(key);
      for (const one of found) {
        if (one === undefined || one._tag === "Missing") continue;
        const place = name(one.ref);
        if (one._tag === "Unreadable") {
          standing.set(refKey(one.ref), { content: "", pristine: false, place });
          continue;
        }
        const { content, ref } = one;
        const template =
          isStage(ref.kind) && state?.ok === true ? state.value.stages[ref.kind].template : null;
        standing.set(refKey(ref), { content, pristine: isPristine(ref, content, template, registry), place });
        revisions.set(refKey(ref), one.revision);
      }
    }
    return { standing, revisions, recorded } satisfies TargetDocuments;
  });

const isPristine = (
  ref: DocumentRef,
  content: string,
  template: string | null,
  registry: string,
): boolean => {
  if (isStage(ref.kind))
    return !isOwn(ref.kind, content) || (template !== null && isUntouched(ref.kind, content, template));
  if (ref.kind === "registry") return content === registry || !isOwn("registry", content);
  return ref.kind === "session" && ref.session === blueprintSession && isAsInitMadeIt(content);
};

/** Nobody has said anything of it since it was made. */
const isAsInitMadeIt = (content: string): boolean => {
  const read = readJson(content, SessionMetadata);
  if (!read.ok) return false;
  const { status, created_at, updated_at, description, tags, collaborators, related_sessions, uid } =
    read.value;
  return (
    uid !== undefined &&
    status === "draft" &&
    created_at === updated_at &&
    description === null &&
    tags.length + collaborators.length + related_sessions.length === 0
  );
};

const pathOfNote = (project: string, session: string): string =>
  `${sessionFolder(project, session)}/${notePath}`;

export const readNote = (project: string, session: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const path = pathOfNote(project, session);
    const text = yield* attempt(() => workspace.readText(path));
    if (text === null) return null;
    const read = readJson(text, MigrationNote);
    return read.ok ? read.value : yield* malformed(path, read.problem);
  });

export const writeNote = (project: string, session: string, text: string) =>
  Effect.flatMap(Workspace, (workspace) =>
    attempt(() => workspace.writeText(pathOfNote(project, session), text)),
  );

export { pathOfNote };
