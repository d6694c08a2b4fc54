/** A command line as steps: what is run, where its output goes, and what is run inside it to make its words. */

export interface Word {
  /** With quotes and escapes taken out; what is only known when it runs is left out. */
  readonly text: string;
  readonly raw: string;
  /** False where a variable, a substitution or a home folder stands in it. */
  readonly sure: boolean;
  /** The shell may make other words of it. */
  readonly glob: boolean;
  /** No quotes and no escapes: only such a word can be a keyword. */
  readonly bare: boolean;
}

export interface Redirection {
  readonly kind: "write" | "read" | "text";
  readonly target: Word;
  /** What is read, where it stands in the line itself. */
  readonly text: string | null;
}

/** `;` stands for every end of a command list: a new line and `&` too. */
export type Link = ";" | "&&" | "||" | "|";

export interface Step {
  readonly words: ReadonlyArray<Word>;
  readonly redirections: ReadonlyArray<Redirection>;
  /** A sub-shell. */
  readonly group: Script | null;
  /** Substitutions. */
  readonly inner: ReadonlyArray<Script>;
  readonly raw: string;
  readonly link: Link;
}

export interface Script {
  readonly steps: ReadonlyArray<Step>;
  /** False where something could not be read to its end. */
  readonly whole: boolean;
}

export const plainWord = (text: string): Word => ({ text, raw: text, sure: true, glob: false, bare: true });
