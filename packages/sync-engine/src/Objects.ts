/**
 * Texts under their digests: what was agreed on, for merges; what was replaced, in conflict or removed, so
 * that nothing is lost. None is ever taken out. A text that is there but torn is as good as none.
 */
import {
  claimFile,
  ensureDirectory,
  type FilePrimitivesService,
  failedWith,
  replaceFile,
} from "@idse/durable-files";
import { type Digest, digestOf, normaliseText } from "@idse/pipeline-artifacts";

const pathOf = (folder: string, digest: Digest): string => {
  const hex = digest.replace(/^sha256:/, "");
  return `${folder}/${hex.slice(0, 2)}/${hex.slice(2)}.txt`;
};

/** The text with this digest, if it is kept and whole. */
export const objectOf = (
  files: FilePrimitivesService,
  folder: string,
  digest: Digest,
): string | undefined => {
  const path = pathOf(folder, digest);
  if (files.stat(path) === undefined) return undefined;
  try {
    const text = files.readText(path);
    return digestOf(text) === digest ? text : undefined;
  } catch (error) {
    if (failedWith(error, "ENOENT", "EILSEQ")) return undefined;
    throw error;
  }
};

/**
 * Keeps a text and answers with its digest. `durable` is for what may stand nowhere else; a text that was
 * agreed on can be lost to a power failure, and then a merge is left to a person. Throws `FileFailure`.
 */
export const keepObject = (
  files: FilePrimitivesService,
  folder: string,
  content: string,
  durable: boolean,
): Digest => {
  const text = normaliseText(content);
  const digest = digestOf(text);
  const path = pathOf(folder, digest);
  const bytes = new TextEncoder().encode(text);
  ensureFolder(files, path.slice(0, path.lastIndexOf("/")), durable);
  if (durable) replaceFile(files, path, bytes, { durable: true });
  else if (files.stat(path)?.size !== bytes.length) {
    files.removeTree(path);
    claimFile(files, path, bytes);
  }
  return digest;
};

const ensureFolder = (files: FilePrimitivesService, folder: string, durable: boolean): void => {
  if (durable) ensureDirectory(files, folder);
  else if (files.stat(folder) === undefined) files.makeDirectory(folder, { recursive: true });
};
