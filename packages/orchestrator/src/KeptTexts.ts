/**
 * Texts that something was built on, kept under their digests in what belongs to this clone alone, so that
 * a later change can be shown. Losing them loses that and nothing else: whoever keeps one goes on where it
 * cannot be written.
 */
import { claimFile, FileFailure, FilePrimitives, type FilePrimitivesService } from "@idse/durable-files";
import { type ArtifactDocument, type Digest, digestOf, normaliseText } from "@idse/pipeline-artifacts";
import { workspaceFolder } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import { gitFolder, Workspace } from "./Workspace.ts";

/** What one clone knows and must not lose, shared by all its worktrees. */
export const cloneFolder = (files: FilePrimitivesService, root: string): string => {
  const git = gitFolder(files, root);
  if (git === null) return `${root}/${workspaceFolder}/.clone`;
  const pointer = `${git}/commondir`;
  if (files.stat(pointer) === undefined) return `${git}/idse`;
  const common = files.readText(pointer).trim().replaceAll("\\", "/");
  return `${/^(?:\/|[A-Za-z]:)/.test(common) ? common : `${git}/${common}`}/idse`;
};

const fileOf = (folder: string, digest: Digest): string =>
  `${folder}/kept/${digest.replace(/^sha256:/, "")}.md`;

const keep = (files: FilePrimitivesService, root: string, texts: Iterable<string>): void => {
  const folder = cloneFolder(files, root);
  for (const text of texts) {
    const path = fileOf(folder, digestOf(text));
    const bytes = new TextEncoder().encode(normaliseText(text));
    if (files.stat(path)?.size === bytes.length) continue;
    files.makeDirectory(`${folder}/kept`, { recursive: true });
    if (folder.startsWith(`${root}/${workspaceFolder}/`)) hide(files, folder);
    files.removeTree(path);
    claimFile(files, path, bytes);
  }
};

/** Keeps one text. Throws `FileFailure`. */
export const keepText = (files: FilePrimitivesService, root: string, text: string): void =>
  keep(files, root, [text]);

/** Where git comes later, it is not to see what stands here. */
const hide = (files: FilePrimitivesService, folder: string): void => {
  const ignore = `${folder}/.gitignore`;
  if (files.stat(ignore) === undefined) claimFile(files, ignore, new TextEncoder().encode("*\n"));
};

/** Keeps the texts of documents; answers with a note where that could not be done. Where there are no files nothing is kept. */
export const keepTexts = (documents: Iterable<ArtifactDocument | undefined>) =>
  Effect.gen(function* () {
    const given = yield* Effect.serviceOption(FilePrimitives);
    if (Option.isNone(given)) return [];
    const files = given.value;
    const { root } = yield* Workspace;
    const texts = [...documents].flatMap((one) => (one === undefined ? [] : [one.text]));
    try {
      keep(files, root, texts);
      return [];
    } catch (error) {
      if (!(error instanceof FileFailure)) throw error;
      return [`What it was built on could not be kept for idse diff: ${error.path}: ${error.message}`];
    }
  });

/** The text with a digest, if this clone kept it and it is whole. */
export const keptText = (digest: Digest) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const { root } = yield* Workspace;
    try {
      const path = fileOf(cloneFolder(files, root), digest);
      const text = files.stat(path) === undefined ? null : files.readText(path);
      return text !== null && digestOf(text) === digest ? text : null;
    } catch (error) {
      if (error instanceof FileFailure) return null;
      throw error;
    }
  });
