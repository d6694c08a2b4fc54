/**
 * Bearer tokens as they are made and as they are kept. What is kept is a hash: a token has 256 random bits, so that one
 * round of SHA-256 is enough to make the file useless to whoever reads it.
 */
import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { isCreatableName, nameProblem, readJson } from "@idse/pipeline-artifacts";
import * as Redacted from "effect/Redacted";
import * as z from "zod";

/** One line of a tokens file. */
export const TokenEntry = z.strictObject({
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  /** Whose documents it opens; usable as a folder's name. */
  tenant: z.string().refine(isCreatableName, { message: "not a usable name" }),
  /** For people: where the token is used, so that the right one can be taken away. */
  name: z.string().min(1).max(120),
  createdAt: z.iso.datetime(),
});
export type TokenEntry = z.output<typeof TokenEntry>;

const prefix = "idse_";

/** Recognisable for people and for programs that look for leaked secrets. */
const tokenForm = /^idse_[A-Za-z0-9_-]{43}$/;

const hashOf = (token: string): string => `sha256:${hash("sha256", token, "hex")}`;

export interface NewToken {
  /** Shown once; nobody can get it back from the line. */
  readonly token: Redacted.Redacted;
  readonly entry: TokenEntry;
  /** The entry as a line of a tokens file, with its end. */
  readonly line: string;
}

/** Throws a `TypeError` where the tenant's name cannot be one; `nameProblem` says why before. */
export const newToken = ({
  tenant,
  name,
  now,
}: {
  readonly tenant: string;
  readonly name: string;
  readonly now: Date;
}): NewToken => {
  const problem = nameProblem(tenant);
  if (problem !== undefined) throw new TypeError(problem);
  const token = `${prefix}${randomBytes(32).toString("base64url")}`;
  const entry = TokenEntry.parse({ hash: hashOf(token), tenant, name, createdAt: now.toISOString() });
  return { token: Redacted.make(token), entry, line: `${JSON.stringify(entry)}\n` };
};

export interface TokensRead {
  readonly entries: ReadonlyArray<TokenEntry>;
  /** A sentence for each line that is none. They open nothing. */
  readonly problems: ReadonlyArray<string>;
}

/** A tokens file: an entry a line; empty lines and lines that begin with `#` are for people. */
export const readTokens = (text: string): TokensRead => {
  const entries: Array<TokenEntry> = [];
  const problems: Array<string> = [];
  for (const [index, line] of text.split("\n").entries()) {
    const body = line.trim();
    if (body === "" || body.startsWith("#")) continue;
    const read = readJson(body, TokenEntry);
    if (read.ok) entries.push(read.value);
    else problems.push(`Line ${index + 1} is no token's entry (${read.problem.message}); it opens nothing.`);
  }
  return { entries, problems };
};

/** The entry of a token. Every entry is looked at, each in the same time, so that time tells nothing about them. */
export const entryOf = (token: string, entries: ReadonlyArray<TokenEntry>): TokenEntry | undefined => {
  if (!tokenForm.test(token)) return undefined;
  const given = Buffer.from(hashOf(token));
  let found: TokenEntry | undefined;
  for (const entry of entries) if (timingSafeEqual(given, Buffer.from(entry.hash))) found = entry;
  return found;
};
