/** A three-way merge of one document, by what kind it is. It never guesses: what does not merge cleanly is left to a person. */
import { type DocumentKind, isProjectKind, isStage, normaliseText } from "@idse/pipeline-artifacts";
import { mergeJson } from "./MergeJson.ts";
import { mergeMarkdown } from "./MergeMarkdown.ts";
import { apart, type MergeResult, merged } from "./MergeResult.ts";
import { formOf, inForm } from "./TextForm.ts";

const isJson = (kind: DocumentKind): boolean =>
  isProjectKind(kind) || kind === "session" || kind === "state" || kind.startsWith("claim/");

const mergeBoth = (kind: DocumentKind, base: string, ours: string, theirs: string): MergeResult => {
  if (isJson(kind)) return mergeJson(base, ours, theirs);
  if (isStage(kind) || kind === "narrative") return mergeMarkdown(base, ours, theirs);
  return apart("It is made from other documents; make it again after those are settled.");
};

/**
 * What both sides made of `base`, in one text with the line ends of `ours`. Line ends and a byte order mark
 * are no change.
 */
export const mergeDocument = (
  kind: DocumentKind,
  base: string,
  ours: string,
  theirs: string,
): MergeResult => {
  const [b, o, t] = [normaliseText(base), normaliseText(ours), normaliseText(theirs)];
  if (b === t || o === t) return merged(ours);
  const result = b === o ? merged(t) : mergeBoth(kind, b, o, t);
  return result._tag === "Apart" ? result : merged(inForm(result.text, formOf(ours)));
};
