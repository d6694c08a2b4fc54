/**
 * What becomes of a text. Kept only to see whether a waiver comes with it: a rule that an agent sets aside
 * for itself is no rule.
 */

export type Edit =
  | { readonly kind: "whole"; readonly path: string; readonly text: string }
  | {
      readonly kind: "replace";
      readonly path: string;
      readonly from: string;
      readonly to: string;
      readonly all: boolean;
    }
  | {
      readonly kind: "lines";
      readonly path: string;
      readonly removed: ReadonlyArray<string>;
      readonly added: ReadonlyArray<string>;
    };

const word = "idse-waive";
/** How the comment of a waiver begins, wherever it stands. */
export const waiverComment = /<!--\s*idse-waive\b/;

const waivers = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.flatMap((line) => (line.includes(word) ? [line.trim()] : []));

const isMore = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): boolean => {
  const left = [...before];
  return after.some((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

const replaced = (text: string, { from, to, all }: Extract<Edit, { kind: "replace" }>): string => {
  if (from === "") return text + to;
  if (all) return text.replaceAll(from, () => to);
  return text.replace(from, () => to);
};

/** Whether edits of one document bring a waiver that did not stand there, or another wording of one. */
export const bringsWaiver = (before: string | null, edits: ReadonlyArray<Edit>): boolean => {
  const old = before ?? "";
  let text = old;
  for (const edit of edits) {
    if (edit.kind === "lines") {
      if (isMore(waivers(edit.removed), waivers(edit.added))) return true;
    } else if (edit.kind === "whole") text = edit.text;
    // Where the text of before is not known the new fragment alone must speak.
    else if (!old.includes(edit.from) && waivers([edit.to]).length > waivers([edit.from]).length) return true;
    else text = replaced(text, edit);
  }
  return isMore(waivers(old.split("\n")), waivers(text.split("\n")));
};
