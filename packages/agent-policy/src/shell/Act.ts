/** What one command of a line does, as far as it can be told from the line. */
import type { IdseCall } from "../IdseCall.ts";
import type { Dialect } from "../Request.ts";
import type { Word } from "./Script.ts";

/** Where a command may run, relative to where the line starts; null where it cannot be known. */
export type Folders = ReadonlyArray<string> | null;

/** A file, everything at and below a path, a folder that is made, or the whole working tree of git. */
export type Reach = "file" | "tree" | "folder" | "repository";

export type Act =
  | { readonly kind: "reads" }
  | { readonly kind: "writes"; readonly target: Word; readonly reach: Reach; readonly folders: Folders }
  | { readonly kind: "idse"; readonly call: IdseCall; readonly folders: Folders }
  /** It changes git's own records and no file: staging, commits, branches. */
  | { readonly kind: "records"; readonly what: string }
  /** It goes past the hooks of git. */
  | { readonly kind: "bypass"; readonly what: string }
  | {
      readonly kind: "unknown";
      readonly what: string;
      readonly text: string;
      readonly words: ReadonlyArray<Word>;
      readonly folders: Folders;
    };

/** What a command is read with. */
export interface Context {
  readonly folders: Folders;
  /** The step as it was written. */
  readonly raw: string;
  /** What it reads, where that stands in the line. */
  readonly input: string | null;
  /** The project and session that variables before the command set. */
  readonly environment: ReadonlyMap<string, string>;
  /** Reads a line that the command would run. */
  readonly line: (text: string, dialect: Dialect, context: Context) => ReadonlyArray<Act>;
  /** Reads a command that this one would run. */
  readonly command: (words: ReadonlyArray<Word>, context: Context) => ReadonlyArray<Act>;
}

export type Handler = (args: ReadonlyArray<Word>, context: Context) => ReadonlyArray<Act>;

export const reads: ReadonlyArray<Act> = [{ kind: "reads" }];

export const writes = (target: Word, reach: Reach, { folders }: Pick<Context, "folders">): Act => ({
  kind: "writes",
  target,
  reach,
  folders,
});

export const unknown = (what: string, context: Context, words: ReadonlyArray<Word> = []): Act => ({
  kind: "unknown",
  what,
  text: context.raw,
  words,
  folders: context.folders,
});
