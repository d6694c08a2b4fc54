/** One stage document as text: shown, or written over what stands there. */
import { DesignStore, newOperation, readDocument } from "@idse/design-store";
import { digestOf, normaliseText } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { DigestMismatch, Misuse, NotFound } from "../Failure.ts";
import { places } from "../Places.ts";
import { currentSession } from "../Snapshot.ts";
import { currentProject } from "../Workspace.ts";
import { parseStage } from "./next.ts";

const refOf = (stageName: string) =>
  Effect.gen(function* () {
    const stage = yield* parseStage(stageName);
    const project = yield* currentProject;
    const { session } = yield* currentSession(project);
    const ref = { project, session, kind: stage };
    const at = yield* places;
    return { project, session, stage, ref, path: at.path(ref), name: at.name(ref) };
  });

export const showArtifact = (stageName: string) =>
  Effect.gen(function* () {
    const { project, session, stage, ref, path, name } = yield* refOf(stageName);
    const found = yield* readDocument(ref);
    if (found._tag === "Missing") {
      return yield* new NotFound({
        what: "document",
        name,
        hint: `idse artifact write --stage ${stage}`,
      });
    }
    return answer("artifact", {
      project,
      session,
      stage,
      path,
      digest: found.digest,
      content: found.content,
    });
  });

/** The new text with the line ends and byte order mark of the old one. */
export const inTheMannerOf = (before: string | null, text: string): string => {
  if (before === null) return text;
  const body = normaliseText(text);
  const lines = /\r\n/.test(before) && !/[^\r]\n/.test(before) ? body.replaceAll("\n", "\r\n") : body;
  return before.charCodeAt(0) === 0xfeff ? `\ufeff${lines}` : lines;
};

export interface WriteOptions {
  readonly stage: string;
  readonly text: string;
  /** The digest that must stand there now, or `absent`. */
  readonly expect?: string;
}

export const writeArtifact = (options: WriteOptions) =>
  Effect.gen(function* () {
    const { project, session, stage, ref, path, name } = yield* refOf(options.stage);
    if (options.text.trim() === "") {
      return yield* new Misuse({
        problem: "There is nothing to write: the text is empty.",
        hint: "Give the text on stdin or with --file.",
      });
    }
    const store = yield* DesignStore;
    const found = yield* readDocument(ref);
    const before = found._tag === "Missing" ? null : found;
    if (options.expect !== undefined && options.expect !== (before?.digest ?? "absent")) {
      return yield* new DigestMismatch({
        path: name,
        expected: options.expect,
        found: before?.digest ?? null,
      });
    }
    const content = inTheMannerOf(before?.content ?? null, options.text);
    const unchanged = before?.content === content;
    if (!unchanged) {
      const expect = before === null ? ("absent" as const) : { revision: before.revision };
      yield* store.commit([{ _tag: "Put", ref, content, expect }], newOperation());
    }
    return answer("artifact-change", {
      project,
      session,
      stage,
      path,
      digest: digestOf(content),
      previous: before?.digest ?? null,
      unchanged,
    });
  });
