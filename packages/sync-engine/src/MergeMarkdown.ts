/**
 * Three texts by lines. A merge without overlap can still mean something that nobody wrote, so it is read
 * again: every heading has to come from one side's change, and no code fence may stay open.
 */
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { diff3Merge } from "node-diff3";
import { apart, type MergeResult, merged } from "./MergeResult.ts";

/** Beyond this the time grows with the square, and nobody wrote the text by hand. */
const mostLines = 20_000;

type Counts = ReadonlyMap<string, number>;

const headingsOf = (document: ArtifactDocument): Counts => {
  const counts = new Map<string, number>();
  for (const { depth, text } of document.headings) {
    const key = `${"#".repeat(depth)} ${text}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

/** What one side added or took is in the merge once: not lost, and not twice where both did the same. */
const isExplained = (base: number, ours: number, theirs: number, result: number): boolean => {
  const [byOurs, byTheirs] = [ours - base, theirs - base];
  const expected =
    byOurs * byTheirs > 0
      ? Math.sign(byOurs) * Math.max(Math.abs(byOurs), Math.abs(byTheirs))
      : byOurs + byTheirs;
  return result - base === expected;
};

const strangeHeading = (base: Counts, ours: Counts, theirs: Counts, result: Counts): string | undefined => {
  const all = new Set([base, ours, theirs, result].flatMap((counts) => [...counts.keys()]));
  const of = (counts: Counts, key: string): number => counts.get(key) ?? 0;
  return [...all].find((key) => !isExplained(of(base, key), of(ours, key), of(theirs, key), of(result, key)));
};

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?!.*`)|~{3,})(.*)$/;

/** Whether a code fence is opened and not closed again. Read by lines, so that a fence in a quote or a list counts too. */
export const leavesFenceOpen = (text: string): boolean => {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const [, run, rest] = fence.exec(line) ?? [];
    if (run === undefined || rest === undefined) continue;
    if (open === undefined) open = run;
    else if (run.startsWith(open) && rest.trim() === "") open = undefined;
  }
  return open !== undefined;
};

const leavesCommentOpen = (text: string): boolean => text.lastIndexOf("<!--") > text.lastIndexOf("-->");

const linesMerged = (base: string, ours: string, theirs: string): string | undefined => {
  const regions = diff3Merge<string>(ours.split("\n"), base.split("\n"), theirs.split("\n"));
  if (regions.some(({ conflict }) => conflict !== undefined)) return undefined;
  return regions.flatMap(({ ok }) => ok ?? []).join("\n");
};

/** All three with LF and no byte order mark. */
export const mergeMarkdown = (base: string, ours: string, theirs: string): MergeResult => {
  if ([base, ours, theirs].some((text) => text.split("\n").length > mostLines))
    return apart(`It has more than ${mostLines} lines.`);
  const text = linesMerged(base, ours, theirs);
  if (text === undefined) return apart("Both sides changed the same lines.");
  if ([ours, theirs, text].some((each) => leavesFenceOpen(each) || leavesCommentOpen(each)))
    return apart(
      "A code fence or a comment stays open, so a merge by lines could change what the rest means.",
    );
  const documents = [base, ours, theirs, text].map((each) => new ArtifactDocument(each));
  const problem = documents.find((document) => document.problem !== null)?.problem;
  if (problem !== undefined && problem !== null) return apart(`It cannot be read: ${problem}`);
  const [inBase, inOurs, inTheirs, inText] = documents.map(headingsOf) as [Counts, Counts, Counts, Counts];
  const strange = strangeHeading(inBase, inOurs, inTheirs, inText);
  if (strange !== undefined)
    return apart(`The merge would change the heading "${strange}" in a way that neither side did.`);
  return merged(text);
};
