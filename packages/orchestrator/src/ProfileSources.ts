/** The specs that a profile is compiled from: the session's, and the one it is merged with. */
import { readDocument } from "@idse/design-store";
import { blueprintSession, type DocumentRef } from "@idse/pipeline-artifacts";
import type { ProfileSource } from "@idse/spec-compiler";
import * as Effect from "effect/Effect";
import { NotFound } from "./Failure.ts";
import { places } from "./Places.ts";
import { requireSession } from "./SessionChange.ts";
import { currentSession } from "./Snapshot.ts";
import { currentProject, Workspace } from "./Workspace.ts";

const specOf = (project: string, session: string) =>
  Effect.gen(function* () {
    const ref: DocumentRef = { project, session, kind: "spec" };
    const found = yield* readDocument(ref);
    return found._tag === "Missing"
      ? null
      : ({ id: session, path: (yield* places).name(ref), text: found.content } satisfies ProfileSource);
  });

/** `blueprint`: a session to merge with instead of the project's blueprint. */
export const profileSources = (blueprint: string | undefined) =>
  Effect.gen(function* () {
    const { invocation } = yield* Workspace;
    const project = yield* currentProject;
    const { session } = yield* currentSession(project, invocation.session);
    const spec = yield* specOf(project, session);
    if (spec === null) {
      return yield* new NotFound({
        what: "document",
        name: (yield* places).name({ project, session, kind: "spec" }),
        hint: `idse next --session ${session} --stage spec`,
      });
    }
    if (blueprint !== undefined) yield* requireSession(project, blueprint);
    const base = session === blueprintSession ? spec : yield* specOf(project, blueprint ?? blueprintSession);
    return { project, session, input: { session: spec, blueprint: base } };
  });
