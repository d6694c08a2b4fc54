/** Which project, which sessions and which documents of it a sync is about, from what was typed. */
import type { Scope } from "@idse/design-store";
import {
  type DocumentRef,
  isCreatableName,
  isDocumentRef,
  isReadableName,
  isStage,
} from "@idse/pipeline-artifacts";
import { refOfPath } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { Misuse } from "../../Failure.ts";
import { currentSession } from "../../Sessions.ts";
import { currentProject, Workspace } from "../../Workspace.ts";

export interface Selection {
  readonly project: string;
  /** Null: all of the project, its own documents too. */
  readonly session: string | null;
  readonly scope: Scope;
  /** The project, or the session, is not here yet; it may be there. */
  readonly isNew: boolean;
}

/** A pull may name a project or a session that only the remote has. */
export const selectionOf = (all: boolean, mayBeNew: boolean) =>
  Effect.gen(function* () {
    const { invocation } = yield* Workspace;
    const wanted = mayBeNew ? invocation.project : null;
    const project = yield* currentProject.pipe(
      Effect.map((name) => ({ name, isNew: false })),
      Effect.catchTag(["ProjectUnknown", "ProjectMissing"], (failure) =>
        wanted !== null && isCreatableName(wanted)
          ? Effect.succeed({ name: wanted, isNew: true })
          : Effect.fail(failure),
      ),
    );
    if (all || project.isNew) {
      const scope = { project: project.name };
      return { project: project.name, session: null, scope, isNew: project.isNew } satisfies Selection;
    }
    const named = mayBeNew ? invocation.session : null;
    const session = yield* currentSession(project.name).pipe(
      Effect.map(({ session: name }) => ({ name, isNew: false })),
      Effect.catchTag("SessionUnknown", (failure) =>
        named !== null && isReadableName(named)
          ? Effect.succeed({ name: named, isNew: true })
          : Effect.fail(failure),
      ),
    );
    const scope = { project: project.name, sessions: [session.name] };
    return { project: project.name, session: session.name, scope, isNew: session.isNew } satisfies Selection;
  });

type Candidate = Parameters<typeof isDocumentRef>[0];

const ofProject = ["project", "registry", "constitution"] as const;

/** One document by the names people give it; undefined where the text is none of them. */
export const documentNamed = (
  text: string,
  { project, session }: Pick<Selection, "project" | "session">,
): DocumentRef | undefined => {
  const path = refOfPath(text.replaceAll("\\", "/").replace(/^\.\//, ""));
  if (path !== null) return path;
  const parts = text.replace(/^[a-z-]+:/, "").split("/");
  const [first = "", second = "", ...rest] = parts;
  const candidates: ReadonlyArray<Candidate> = [
    ...(parts.length === 1 && isStage(first) && session !== null ? [{ project, session, kind: first }] : []),
    ...(parts.length === 1 && (ofProject as ReadonlyArray<string>).includes(first)
      ? [{ project, session: null, kind: first }]
      : []),
    ...(parts.length > 1 ? [{ project, session: first, kind: [second, ...rest].join("/") }] : []),
    ...(parts.length === 2 && first === project ? [{ project, session: null, kind: second }] : []),
    ...(parts.length > 2 ? [{ project: first, session: second, kind: rest.join("/") }] : []),
  ];
  return candidates.find((one): one is DocumentRef => isDocumentRef(one));
};

/** Documents by name. `SESSION/` stands for everything of a session among the documents that are known. */
export const documentsNamed = (
  texts: ReadonlyArray<string>,
  selection: Pick<Selection, "project" | "session">,
  known: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<DocumentRef>, Misuse> =>
  Effect.forEach(texts, (text) => {
    const [, session] = /^([^/]+)\/$/.exec(text) ?? [];
    if (session !== undefined) return Effect.succeed(known.filter((ref) => ref.session === session));
    const ref = documentNamed(text, selection);
    return ref === undefined || ref.project !== selection.project
      ? Effect.fail(
          new Misuse({
            problem: `"${text}" names no document of ${selection.project}.`,
            hint: "As in: spec, checkout/spec, checkout/ for all of a session, or a path.",
          }),
        )
      : Effect.succeed([ref]);
  }).pipe(Effect.map((found) => found.flat()));
