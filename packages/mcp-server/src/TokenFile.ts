/** A tokens file on disk, looked at whenever it is asked: a line that is added or taken out counts with the next request. */
import { readFileSync, statSync } from "node:fs";
import * as z from "zod";
import { readTokens, type TokenEntry } from "./Token.ts";

/** What tells one state of a file from another. */
const stateOf = (path: string): string => {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(".");
};

const SystemError = z.object({ code: z.string() });

export class TokenFile {
  readonly path: string;
  #state: string | undefined;
  #entries: ReadonlyArray<TokenEntry> = [];

  constructor(path: string) {
    this.path = path;
  }

  /** The entries of now; `tell` hears once of each state what is wrong with it. What cannot be read opens nothing. */
  entries(tell: (problem: string) => void): ReadonlyArray<TokenEntry> {
    const before = this.#state;
    try {
      this.#state = stateOf(this.path);
      if (this.#state !== before) this.#read(tell);
    } catch (error) {
      // The file system's refusals are states like others; anything else is a bug.
      const refusal = SystemError.safeParse(error);
      if (!refusal.success) throw error;
      this.#state = refusal.data.code;
      this.#entries = [];
      if (this.#state !== before)
        tell(`${this.path} cannot be read (${refusal.data.code}), so that no token opens anything.`);
    }
    return this.#entries;
  }

  #read(tell: (problem: string) => void): void {
    const { entries, problems } = readTokens(readFileSync(this.path, "utf8"));
    this.#entries = entries;
    for (const problem of problems) tell(`${this.path}: ${problem}`);
  }
}
