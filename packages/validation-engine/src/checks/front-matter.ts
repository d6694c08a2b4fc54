import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { Check, Observation, PresentDocument } from "../Check.ts";

interface Entry {
  readonly key: string;
  /** As it stands behind the key, without quotes and comment. */
  readonly value: string;
  /** Something is nested below it. */
  readonly holdsMore: boolean;
  readonly line: number;
}

const entry = /^(?:"([^"]+)"|'([^']+)'|([^\s"'#:-][^:#]*?))\s*:(?:\s+(.*))?$/;

const plain = (text: string): string => {
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')/.exec(text) ?? [];
  return double ?? single ?? text.replace(/(?:^|\s)#.*$/, "").trim();
};

/**
 * The keys at the left edge of YAML front matter, each with what stands behind it on its line. It is read
 * no deeper: of a list or a map below a key it is only known that there is one. Null without front matter.
 */
const entriesOf = (document: ArtifactDocument): ReadonlyArray<Entry> | null => {
  const [head] = document.tree.children;
  if (head?.type !== "yaml" || head.position === undefined) return null;
  const found: Array<Entry> = [];
  for (let line = head.position.start.line + 1; line < head.position.end.line; line++) {
    const { start, end } = document.lines.lineRange(line);
    const text = document.text.slice(start.offset, end.offset);
    const [whole, double, single, bare, value = ""] = entry.exec(text) ?? [];
    const last = found.at(-1);
    if (whole !== undefined) {
      found.push({ key: double ?? single ?? bare ?? "", value: plain(value.trim()), holdsMore: false, line });
    } else if (last !== undefined && /^(?:\s+|-\s*)[^\s#]/.test(text)) {
      found[found.length - 1] = { ...last, holdsMore: true };
    }
  }
  return found;
};

export const frontMatter: Check<"front-matter"> = ({ present, check }) =>
  present.flatMap((one) => {
    const entries = entriesOf(one.document);
    return Object.entries(check.keys).flatMap(([key, { values }]) =>
      problemOf(
        one,
        key,
        values,
        entries?.find((found) => found.key === key),
      ),
    );
  });

const problemOf = (
  { stage, path, document }: PresentDocument,
  key: string,
  values: ReadonlyArray<string> | undefined,
  found: Entry | undefined,
): ReadonlyArray<Observation> => {
  const allowed = values === undefined ? "" : ` ${values.join(" or ")}`;
  const hint = `Front matter stands above everything else, between two lines of ---: ${key}:${allowed || " ..."}`;
  if (found === undefined) {
    return [
      { category: "open", stage, path, message: `Add "${key}" to the front matter.`, hint, about: key },
    ];
  }
  const range = document.lines.lineRange(found.line);
  if (found.value === "" && !found.holdsMore) {
    return [{ category: "open", stage, path, range, message: `Give "${key}" a value.`, hint, about: key }];
  }
  if (values === undefined || values.includes(found.value)) return [];
  const message = `Set "${key}" to one of: ${values.join(", ")}.`;
  return [{ category: "violation", stage, path, range, message, hint, about: key }];
};
