/**
 * Source files of the repository by glob, for looking into and never for writing. Nothing is found through a
 * symbolic link, below `node_modules`, `.git` or `.idse`, nor in a file that is large or not text.
 */
import { FileFailure, type FilePrimitivesService } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import { Misuse } from "./Failure.ts";

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface SourceFiles {
  /** Files that match, by path, read one at a time. */
  readonly each: (look: (file: SourceFile) => void) => void;
  /** How many matched and were read, and what could not be; filled by `each`. */
  readonly looked: { files: number; readonly problems: Array<string> };
}

const left = new Set(["node_modules", ".git", ".idse"]);
const largest = 2 * 1024 * 1024;

/** Globs are relative to the root, with `/`; one that begins with `!` takes files out again. */
export const sourceFiles = (files: FilePrimitivesService, root: string, globs: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const patterns = globs.map((one) => one.replaceAll("\\", "/").replace(/^(!?)(?:\.\/)+/, "$1"));
    const refused = patterns.find(
      (one) =>
        one.length > 1000 ||
        /^!?(?:\/|[A-Za-z]:|$)/.test(one) ||
        one.replace(/^!/, "").split("/").includes(".."),
    );
    if (refused !== undefined) {
      return yield* new Misuse({
        problem: `"${refused}" is not a glob below the repository's root.`,
        hint: "idse trace --code 'src/**'",
      });
    }
    const { default: picomatch } = yield* Effect.promise(() => import("picomatch/posix.js"));
    // A folder stands for what is below it.
    const whole = patterns.flatMap((one) =>
      picomatch.scan(one).isGlob ? [one] : [one, `${one.replace(/\/+$/, "")}/**`],
    );
    const wanted = whole.filter((one) => !one.startsWith("!"));
    const matches = picomatch(wanted);
    const without = whole.filter((one) => one.startsWith("!")).map((one) => one.slice(1));
    const isTakenOut = without.length === 0 ? () => false : picomatch(without, { dot: true });
    const bases = outermost(wanted.map((one) => picomatch.scan(one).base.replace(/\/+$/, "")));
    // A star matches no name that begins with a dot, so such folders matter only where a glob names one.
    const dots = wanted.some((one) => /(?:^|\/|[{,(])\.[^./]/.test(one));
    const looked: SourceFiles["looked"] = { files: 0, problems: [] };
    const each: SourceFiles["each"] = (look) => {
      const take = (path: string): void => {
        if (wanted.length === 0 || !matches(path) || isTakenOut(path)) return;
        const text = readSource(files, `${root}/${path}`);
        if (text === null) return;
        looked.files++;
        look({ path, text });
      };
      const enter = (path: string, kind: string): void => {
        const name = path.slice(path.lastIndexOf("/") + 1);
        tolerating(path, looked.problems, () => {
          if (kind === "file") take(path);
          if (kind !== "directory" || left.has(name)) return;
          const entries = files.list(path === "" ? root : `${root}/${path}`);
          // By whole paths: a/b.ts stands before a/b/c.ts.
          for (const entry of entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
            if (entry.name.startsWith(".") && entry.kind === "directory" && !dots) continue;
            enter(path === "" ? entry.name : `${path}/${entry.name}`, entry.kind);
          }
        });
      };
      for (const base of bases) {
        const kind = tolerating(base, looked.problems, () => kindOfBase(files, root, base));
        if (kind !== undefined) enter(base, kind);
      }
    };
    return { each, looked } satisfies SourceFiles;
  });

const keyOf = ({ name, kind }: { readonly name: string; readonly kind: string }): string =>
  kind === "directory" ? `${name}/` : name;

/** Sorted, without those that lie below another. */
const outermost = (bases: ReadonlyArray<string>): ReadonlyArray<string> => {
  const kept: Array<string> = [];
  for (const base of [...new Set(bases)].sort()) {
    if (!kept.some((other) => other === "" || base.startsWith(`${other}/`))) kept.push(base);
  }
  return kept;
};

/** What a base is, if no part of its path is a link or a folder that is left out. */
const kindOfBase = (files: FilePrimitivesService, root: string, base: string): string | undefined => {
  if (base === "") return "directory";
  const parts = base.split("/");
  for (let count = 1; count < parts.length; count++) {
    if (left.has(parts[count - 1] ?? "")) return undefined;
    if (files.stat(`${root}/${parts.slice(0, count).join("/")}`)?.kind !== "directory") return undefined;
  }
  return files.stat(`${root}/${base}`)?.kind;
};

/** Bytes that are no UTF-8 are read past: an identifier has none. */
const readSource = (files: FilePrimitivesService, path: string): string | null => {
  if ((files.stat(path)?.size ?? 0) > largest) return null;
  const bytes = files.read(path);
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
};

/** What the system refuses is told and left out. */
const tolerating = <A>(path: string, problems: Array<string>, work: () => A): A | undefined => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    problems.push(`${path === "" ? "." : path} could not be read: ${error.code}`);
    return undefined;
  }
};
