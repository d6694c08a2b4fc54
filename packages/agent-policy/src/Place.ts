/**
 * What a path is: a stage document, something guarded, something else. A path is judged as it is written and as
 * the file system follows it, since a link may lead elsewhere.
 */
import { type Stage, stageTable } from "@idse/pipeline-artifacts/Stage";
import { layout, workspaceFolder } from "@idse/project-workspace/Layout";
import { type Guarded, guardedAt } from "./Guarded.ts";
import type { Reach } from "./shell/Act.ts";

export interface Tree {
  /** Absolute, with `/` or as the system writes it. */
  readonly root: string;
  readonly caseInsensitive: boolean;
  /** The real path of what is there, links followed, and the rest as given. Takes and gives absolute paths with `/`. */
  readonly resolve: (path: string) => string;
}

export interface StageDocument {
  readonly project: string;
  readonly session: string;
  readonly stage: Stage;
}

export interface Place {
  /** For people: from the root of the repository where it is inside. */
  readonly shown: string;
  readonly where: "idse" | "repository" | "outside";
  /** The stage document that the path is. */
  readonly document: StageDocument | null;
  /** Stage documents that the path is or, where everything below is meant, holds. */
  readonly holds: ReadonlyArray<StageDocument>;
  readonly guarded: Guarded | null;
  /** A folder in which stage documents lie, or one above such. */
  readonly above: boolean;
}

const drive = /^[A-Za-z]:/;

/** One form for all systems: `/` between names, no `.`, drives in capitals. */
const slashed = (path: string, root: string): string => {
  let text = path
    .replace(/^file:\/\/(?=\/)/, "")
    .replaceAll("\\", "/")
    .replace(/^\/\/\?\//, "");
  if (drive.test(root)) text = text.replace(/^\/(?:mnt\/|cygdrive\/)?([A-Za-z])(?=\/|$)/, "$1:");
  return text.replace(/^([a-z])(?=:)/, (letter) => letter.toUpperCase());
};

const isAbsolute = (path: string): boolean => path.startsWith("/") || /^[A-Za-z]:\//.test(path);

const namesOf = (path: string): ReadonlyArray<string> =>
  path.split("/").filter((name) => name !== "" && name !== ".");

const headOf = (path: string): string => (drive.test(path) ? path.slice(0, 2) : "");

const written = (path: string): string => {
  const names: Array<string> = [];
  for (const name of namesOf(path.slice(headOf(path).length))) {
    if (name === "..") names.pop();
    else names.push(name);
  }
  return `${headOf(path)}/${names.join("/")}`;
};

/** As the system walks it: a link is followed before the `..` that stands after it. */
const followed = (path: string, resolve: (path: string) => string): string => {
  if (!namesOf(path).includes("..")) return written(slashed(resolve(written(path)), path));
  let at = `${headOf(path)}/`;
  for (const name of namesOf(path.slice(headOf(path).length))) {
    at =
      name === ".."
        ? at.replace(/\/[^/]*$/, "") || "/"
        : slashed(resolve(`${at.replace(/\/$/, "")}/${name}`), path);
  }
  return written(at);
};

/** Each of these alone is ignored by some file systems. */
const ignorable = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** A name as a disk without case takes it; such disks drop more than case. */
const folded = (name: string): string =>
  name
    .normalize("NFC")
    .replace(ignorable, "")
    .replace(/:.*$/, "")
    .replace(/[. ]+$/, "")
    .toUpperCase()
    .toLowerCase();

/** Names below a folder; null where the path is not below it. */
const below = (
  path: string,
  folder: string,
  fold: (name: string) => string,
): ReadonlyArray<string> | null => {
  const names = namesOf(path);
  const parents = namesOf(folder);
  return parents.every((name, at) => names[at] !== undefined && fold(names[at]) === fold(name))
    ? names.slice(parents.length)
    : null;
};

const sessionsAt = namesOf(`${layout.projects}/*/sessions/*`);

const documentsIn = (
  names: ReadonlyArray<string>,
  fold: (name: string) => string,
): Pick<Place, "document" | "holds" | "above"> => {
  const [, , project, , session] = names;
  const fits = names
    .slice(0, sessionsAt.length)
    .every((name, at) => sessionsAt[at] === "*" || fold(name) === sessionsAt[at]);
  if (!fits) return { document: null, holds: [], above: false };
  if (project === undefined || session === undefined)
    return { document: null, holds: [], above: names.length > 0 };
  const inside = names.slice(sessionsAt.length).map(fold).join("/");
  const rows = stageTable.filter(
    ({ path }) => fold(path) === inside || inside === "" || fold(path).startsWith(`${inside}/`),
  );
  const holds = rows.map(({ stage }) => ({ project, session, stage }));
  const exact = rows.find(({ path }) => fold(path) === inside);
  return {
    document: exact === undefined ? null : { project, session, stage: exact.stage },
    holds,
    above: exact === undefined && rows.length > 0,
  };
};

const foldPath = (fold: (name: string) => string) => (path: string) => path.split("/").map(fold).join("/");

const placeAt = (
  path: string,
  roots: ReadonlyArray<string>,
  tree: Tree,
  reach: Reach,
  glob: boolean,
): Place => {
  const fold = tree.caseInsensitive ? foldPath(folded) : (name: string) => name;
  const names = roots.map((root) => below(path, root, fold)).find((one) => one !== null) ?? null;
  const holdsRoot = names === null && roots.some((root) => below(root, path, fold) !== null);
  const above = reach === "tree" || reach === "repository";
  const search = { glob, above };
  const inside = (names ?? (holdsRoot && above ? [] : null))?.map(fold) ?? null;
  const guarded = guardedAt(inside, namesOf(path).map(fold), search) ?? null;
  if (names === null)
    return { shown: path, where: "outside", document: null, holds: [], guarded, above: false };
  const shown = names.join("/") || ".";
  const first = names[0];
  if (first === undefined || fold(first) !== workspaceFolder)
    return { shown, where: "repository", document: null, holds: [], guarded, above: false };
  return { shown, where: "idse", guarded, ...documentsIn(names, fold) };
};

/** Every reading of a path; all of them count. */
export const placesOf = (
  path: string,
  folder: string | null,
  tree: Tree,
  reach: Reach = "file",
  glob = false,
): ReadonlyArray<Place> => {
  const root = written(slashed(tree.root, tree.root));
  const from = folder === null ? root : slashed(folder, root);
  const start = isAbsolute(from) ? from : `${root}/${from}`;
  const given = slashed(path, root);
  const target =
    reach === "repository" ? repositoryOf(start, root) : isAbsolute(given) ? given : `${start}/${given}`;
  const real = written(slashed(tree.resolve(root), root));
  const asWritten = written(target);
  const asFollowed = followed(target, tree.resolve);
  const roots = [...new Set([root, real])];
  const paths = [...new Set([viaLink(asWritten, real, tree), asFollowed])];
  return paths.map((one) => placeAt(one, roots, tree, reach, glob));
};

/** Git works on all of the repository, from whatever folder of it it is started. */
const repositoryOf = (folder: string, root: string): string =>
  written(folder).startsWith(`${root}/`) ? root : folder;

/** The repository reached through a link above it is the repository all the same. */
const viaLink = (path: string, real: string, tree: Tree): string => {
  const names = namesOf(path.slice(headOf(path).length));
  if (below(path, real, (name) => name) !== null) return path;
  for (let at = names.length; at > 0; at--) {
    const folder = `${headOf(path)}/${names.slice(0, at).join("/")}`;
    if (written(slashed(tree.resolve(folder), real)) === real) return [real, ...names.slice(at)].join("/");
  }
  return path;
};
