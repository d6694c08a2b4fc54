/** A source read from the disk: which of its paths belong to a layout, and their texts. Nothing in it is followed or changed. */
import { FileFailure, type FilePrimitivesService } from "@idse/durable-files";
import {
  databasePath,
  type Find,
  type MigrationProblem,
  recognise,
  searchedFolders,
} from "@idse/workspace-migration";

export interface Survey {
  /** Absolute, with every link resolved. */
  readonly root: string;
  readonly finds: ReadonlyArray<Find>;
  readonly texts: ReadonlyMap<string, string>;
  /** The predecessor's database as it lies there, or null. */
  readonly database: Uint8Array | null;
  readonly problems: ReadonlyArray<MigrationProblem>;
}

/** Folders in which nothing of a layout lies, and much else. */
const passed = new Set(["node_modules", ".git"]);

export const surveySource = (files: FilePrimitivesService, from: string): Survey => {
  const root = files.realPath(from);
  const problems: Array<MigrationProblem> = [];
  const paths: Array<string> = [];
  const walk = (path: string): void => {
    const kind = kindOf(files, `${root}/${path}`);
    if (kind === "symlink") refuseLink(files, root, path, problems);
    if (kind === "file") paths.push(path);
    if (kind !== "directory") return;
    tolerating(path, problems, () => {
      for (const { name } of files.list(`${root}/${path}`).toSorted((a, b) => (a.name < b.name ? -1 : 1)))
        if (!passed.has(name)) walk(`${path}/${name}`);
    });
  };
  for (const folder of searchedFolders) {
    const above = folder.includes("/") ? folder.slice(0, folder.indexOf("/")) : null;
    if (above === null || kindOf(files, `${root}/${above}`) === "directory") walk(folder);
  }
  for (const folder of [".idse", ".specify"])
    if (kindOf(files, `${root}/${folder}`) === "symlink") refuseLink(files, root, folder, problems);
  const specify = kindOf(files, `${root}/.specify`) === "directory";
  const finds = recognise(paths, { specify });
  const texts = new Map<string, string>();
  for (const { path, role } of finds) {
    if (role === "left") continue;
    tolerating(path, problems, () => {
      const bytes = files.read(`${root}/${path}`);
      const text = asText(bytes);
      if (typeof text === "string") texts.set(path, text);
      else
        problems.push({
          code: "not-utf8",
          path,
          line: text.line,
          message:
            "This line is not UTF-8, and the file was not taken over. Save it as UTF-8 and migrate again.",
        });
    });
  }
  return { root, finds, texts, database: databaseIn(files, root, problems), problems };
};

const kindOf = (files: FilePrimitivesService, path: string) => files.stat(path)?.kind;

/** A link is never read through: what it leads to inside the source is read where it lies, what is outside is not ours. */
const refuseLink = (
  files: FilePrimitivesService,
  root: string,
  path: string,
  problems: Array<MigrationProblem>,
): void => {
  let target: string | null = null;
  try {
    target = files.realPath(`${root}/${path}`);
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
  }
  if (target?.startsWith(`${root}/`) === true) return;
  problems.push({
    code: "link-outside",
    path,
    line: null,
    message:
      target === null
        ? "This link leads nowhere."
        : "This link leads out of the source and was not followed. Copy what it leads to, where it is wanted.",
  });
};

/** What the system refuses is told and left out. */
const tolerating = (path: string, problems: Array<MigrationProblem>, work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    problems.push({ code: "unreadable", path, line: null, message: `It could not be read: ${error.code}.` });
  }
};

/** The text with its byte order mark, or the first line that is not UTF-8. */
const asText = (bytes: Uint8Array): string | { readonly line: number } => {
  const decode = (part: Uint8Array): string | null => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(part);
    } catch {
      return null;
    }
  };
  const whole = decode(bytes);
  if (whole !== null) return whole;
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end + 1;
    if (decode(bytes.subarray(start, stop)) === null) return { line };
    start = stop;
  }
  return { line: 1 };
};

const databaseIn = (
  files: FilePrimitivesService,
  root: string,
  problems: Array<MigrationProblem>,
): Uint8Array | null => {
  const kind =
    kindOf(files, `${root}/.idse`) === "directory" ? kindOf(files, `${root}/${databasePath}`) : undefined;
  if (kind === "symlink") refuseLink(files, root, databasePath, problems);
  if (kind !== "file") return null;
  for (const ending of ["-wal", "-journal"])
    if ((files.stat(`${root}/${databasePath}${ending}`)?.size ?? 0) > 0)
      problems.push({
        code: "database-unfinished",
        path: `${databasePath}${ending}`,
        line: null,
        message:
          "The database was not closed, and what stands only here is not seen. Open it once with the program that wrote it, and migrate again.",
      });
  let bytes: Uint8Array | null = null;
  tolerating(databasePath, problems, () => {
    bytes = files.read(`${root}/${databasePath}`);
  });
  return bytes;
};
