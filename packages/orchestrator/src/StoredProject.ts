/** What a project is, as its store has it. */
import { readDocument } from "@idse/design-store";
import { type DocumentRef, readJson } from "@idse/pipeline-artifacts";
import { ProjectMetadata } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { places } from "./Places.ts";
import { malformed } from "./Workspace.ts";

/** The project's identity, or null in older workspaces. */
export const readProject = (project: string) =>
  Effect.gen(function* () {
    const ref: DocumentRef = { project, session: null, kind: "project" };
    const found = yield* readDocument(ref);
    if (found._tag === "Missing") return null;
    const read = readJson(found.content, ProjectMetadata);
    return read.ok ? read.value : yield* malformed((yield* places).name(ref), read.problem);
  });
