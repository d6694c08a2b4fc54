/**
 * The documents of the model. Every edit brings a mark of its own, `v17`, so that a text says by itself which
 * edits are in it, and a lost edit is a mark that stands nowhere any more.
 */
import type { DocumentRef } from "@idse/pipeline-artifacts";

export const documents: ReadonlyArray<DocumentRef> = [
  { project: "p", session: "s", kind: "spec" },
  { project: "p", session: "s", kind: "state" },
  { project: "p", session: "t", kind: "plan" },
];

export type EditKind = "insert" | "replace" | "delete" | "rewrite";

export const marksIn = (text: string): ReadonlyArray<string> => text.match(/v\d+/g) ?? [];

const isJson = (ref: DocumentRef): boolean => ref.kind === "state";

/** Without a mark: two people can make it alike. */
export const plainText = (ref: DocumentRef, which: number): string =>
  isJson(ref) ? `{\n  "plain": ${which}\n}\n` : `# Title\n\nplain ${which}\n\none\n\ntwo\n\nthree\n`;

const editedLines = (text: string, kind: EditKind, at: number, mark: string): string => {
  if (kind === "rewrite") return `# Title\n\nplain 0\n\n${mark}\n\ntwo\n`;
  const lines = text.split("\n");
  const place = 2 + (at % Math.max(1, lines.length - 2));
  const [taken, put] = {
    insert: [0, [mark, ""]] as const,
    replace: [1, [mark]] as const,
    delete: [1, []] as const,
  }[kind];
  return lines.toSpliced(place, taken, ...put).join("\n");
};

const editedJson = (text: string, kind: EditKind, at: number, mark: string): string => {
  const before = new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
  if (kind === "rewrite") before.clear();
  if (kind === "delete") before.delete(`k${at % 3}`);
  else before.set(`k${at % 3}`, mark);
  return `${JSON.stringify(Object.fromEntries(before), null, 2)}\n`;
};

export const edited = (ref: DocumentRef, text: string, kind: EditKind, at: number, mark: string): string =>
  isJson(ref) ? editedJson(text, kind, at, mark) : editedLines(text, kind, at, mark);

/** What somebody makes by hand of both sides of a conflict: all of both. */
export const united = (ref: DocumentRef, ours: string | null, theirs: string | null): string => {
  if (ours === null || theirs === null) return ours ?? theirs ?? "";
  if (isJson(ref)) {
    const both = {
      ...(JSON.parse(theirs) as Record<string, unknown>),
      ...(JSON.parse(ours) as Record<string, unknown>),
    };
    return `${JSON.stringify(both, null, 2)}\n`;
  }
  return [...new Set([...ours.split("\n"), ...theirs.split("\n")])].join("\n");
};
