/** Small files beside a session's documents, read for what they say of it. */

import { digestOf } from "@idse/pipeline-artifacts";

/** `.owner`: `Created: …`, `Owner: …` or `Client ID: …`, or nothing but a name. */
export const readOwner = (
  text: string,
): { readonly owner: string | null; readonly createdAt: string | null } => {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const labelled = (...labels: ReadonlyArray<string>): string | null => {
    for (const line of lines)
      for (const label of labels) {
        if (!line.toLowerCase().startsWith(`${label}:`)) continue;
        const value = line.slice(label.length + 1).trim();
        if (value !== "") return value;
      }
    return null;
  };
  const [only] = lines;
  const bare = lines.length === 1 && only !== undefined && !only.includes(":") ? only : null;
  const created = labelled("created");
  return {
    owner: labelled("owner", "client id") ?? bare,
    createdAt: created !== null && isTime(created) ? created : null,
  };
};

/** An ISO 8601 date or time. */
export const isTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$/.test(text);

const begin = "<!-- BEGIN CUSTOM NARRATIVE -->";
const end = "<!-- END CUSTOM NARRATIVE -->";

/** What the predecessor writes there as long as nobody has written anything. */
const placeholder = "sha256:70020190ff15a3f80281c3e0046b95db1a35bc2a6e8804be3761e6cf4f27ce08";

/** What a person wrote into `meta.md`, between its two comments; null where nothing of their own stands there. */
export const narrativeIn = (
  meta: string,
): { readonly text: string } | { readonly problem: string; readonly line: number } | null => {
  const from = meta.indexOf(begin);
  if (from < 0) return null;
  const start = from + begin.length;
  const to = meta.indexOf(end, start);
  if (to < 0)
    return {
      problem: `"${begin}" has no "${end}" after it.`,
      line: meta.slice(0, from).split("\n").length,
    };
  const text = meta.slice(start, to).replace(/^[ \t]*\r?\n/, "");
  return text.trim() === "" || digestOf(text.trim()) === placeholder ? null : { text };
};

/** When a feature of Spec Kit was begun: `**Created**: 2026-01-31`. */
export const createdInSpec = (text: string): string | null =>
  /^\*\*Created\*\*:\s*(\d{4}-\d{2}-\d{2})\s*$/m.exec(text)?.[1] ?? null;

/** When a change of OpenSpec was begun: `created: 2026-01-31`. */
export const createdInYaml = (text: string): string | null =>
  /^created:\s*["']?(\d{4}-\d{2}-\d{2})["']?\s*$/m.exec(text)?.[1] ?? null;
