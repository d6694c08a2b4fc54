/**
 * Earlier texts of a document from git, by the `git` that is installed. Nothing is written, no shell is
 * used, and plumbing commands read no configuration that could start other programs.
 */
import { DocumentHistory, type Remembered } from "@idse/orchestrator/DocumentHistory";
import { Workspace } from "@idse/orchestrator/Workspace";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { gitBytes } from "./git.ts";

/** How many commits that touch a file are looked at, and how many of them at once. */
const commits = 200;
const batch = 20;

/** Blobs beyond this are not looked at. */
const maxBytes = 64 * 1024 * 1024;

export const gitHistory = Layer.effect(
  DocumentHistory,
  Effect.map(Workspace, ({ root }) =>
    DocumentHistory.of({
      find: (path, isEnough, { line } = {}) =>
        Effect.sync(() => search(root, path, isEnough, line === true ? [["HEAD"]] : everywhere)),
    }),
  ),
);

const git = (root: string, args: ReadonlyArray<string>, input = "") =>
  gitBytes(root, args, { input, maxBytes, timeoutMs: 20_000 });

/** What is checked out first; a text that was signed on a branch that is merged squashed lies beside it. */
const everywhere: ReadonlyArray<ReadonlyArray<string>> = [["HEAD"], ["--all", "--not", "HEAD"]];

const search = (
  root: string,
  path: string,
  isEnough: (text: string) => boolean,
  ranges: ReadonlyArray<ReadonlyArray<string>>,
): Remembered => {
  const seen = new Set<string>();
  let looked = 0;
  for (const range of ranges) {
    const listed = git(root, ["rev-list", "-n", String(commits), ...range, "--", path]);
    if (listed.error !== undefined) return { found: false, why: failure(listed.error) };
    if (listed.status !== 0) {
      return { found: false, why: "There is no git history here." };
    }
    const ids = listed.stdout.toString("utf8").split("\n").filter(Boolean);
    looked += ids.length;
    for (let start = 0; start < ids.length; start += batch) {
      const asked = ids.slice(start, start + batch).map((id) => `${id}:./${path}\n`);
      const read = git(root, ["cat-file", "--batch"], asked.join(""));
      if (read.error !== undefined) return { found: false, why: failure(read.error) };
      for (const { id, text } of blobsIn(read.stdout)) {
        if (seen.has(id)) continue;
        seen.add(id);
        if (isEnough(text)) return { found: true };
      }
    }
  }
  return {
    found: false,
    why:
      looked === 0
        ? "Git has no commit of it."
        : `None of the ${seen.size === 1 ? "one version" : `${seen.size} versions`} that git has of it is that text.`,
  };
};

const failure = (error: NodeJS.ErrnoException): string =>
  error.code === "ENOENT" ? "Git is not installed here." : `Git could not be asked: ${error.message}.`;

/** The answers of `cat-file --batch`: `<id> blob <size>`, a line end, the bytes, a line end; or `… missing`. */
const blobsIn = function* (output: Buffer): Generator<{ readonly id: string; readonly text: string }> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    if (end < 0) return;
    const [id = "", kind, size] = output.toString("utf8", at, end).split(" ");
    at = end + 1;
    if (kind !== "blob") continue;
    const next = at + Number(size);
    yield { id, text: output.toString("utf8", at, next) };
    at = next + 1;
  }
};
