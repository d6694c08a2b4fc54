/** The Agent Profile of a session's spec compiled to a file that runtimes load. */
import { readDocument, writeDocument } from "@idse/design-store";
import { FilePrimitives, replaceFile } from "@idse/durable-files";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { compileAgentProfile, type ProfileWarning } from "@idse/spec-compiler";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { attempt, ProfileInvalid } from "../Failure.ts";
import { places } from "../Places.ts";
import { profileSources } from "../ProfileSources.ts";
import { unfinishedFolder, Workspace } from "../Workspace.ts";

export interface CompileOptions {
  readonly blueprint?: string;
  /** A folder to write to instead of the project's, absolute with `/`. */
  readonly out?: string;
  readonly format: "yaml" | "json";
  readonly dryRun: boolean;
}

export const compileProfile = (options: CompileOptions) =>
  Effect.gen(function* () {
    const { project, session, input } = yield* profileSources(options.blueprint);
    const compiled = compileAgentProfile(input);
    if (!compiled.ok) return yield* new ProfileInvalid({ problems: compiled.problems });
    const warnings = compiled.warnings.map(warningText);
    const content = options.format === "json" ? compiled.json : compiled.yaml;
    const target = options.dryRun ? null : yield* write(project, session, content, options);
    return {
      ...answer(
        "agent-profile-spec",
        {
          project,
          session,
          blueprint: compiled.spec.source_blueprint ?? null,
          path: target?.path ?? null,
          dryRun: options.dryRun,
          unchanged: target?.unchanged ?? false,
          warnings,
          spec: compiled.spec,
          target: null,
          losses: [],
          text: null,
        },
        warnings,
      ),
      content,
    };
  });

export const warningText = ({ path, line, column, message }: ProfileWarning): string =>
  `${path}:${line}:${column}: ${message}`;

const write = (project: string, session: string, content: string, { out, format }: CompileOptions) =>
  Effect.gen(function* () {
    if (out === undefined && format === "yaml") {
      const ref: DocumentRef = { project, session, kind: "profile" };
      const before = yield* readDocument(ref);
      yield* writeDocument(ref, content);
      return {
        path: (yield* places).path(ref),
        unchanged: before._tag === "StoredDocument" && before.content === content,
      };
    }
    const { root } = yield* Workspace;
    const files = yield* FilePrimitives;
    const folder = out ?? `${root}/${pathOf({ project, session, kind: "profile" }).replace(/\/[^/]*$/, "")}`;
    const path = `${folder}/${session}.profile.${format}`;
    return yield* attempt(() => {
      const unchanged = files.stat(path) !== undefined && files.readText(path) === content;
      files.makeDirectory(folder, { recursive: true });
      const stageIn = unfinishedFolder(files, root);
      if (!unchanged)
        replaceFile(files, path, new TextEncoder().encode(content), { durable: false, stageIn });
      return { path: path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path, unchanged };
    });
  });
