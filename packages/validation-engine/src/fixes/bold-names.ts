/**
 * The entries of a section written as it asks for: a dash, and the name in bold. Only where every entry
 * opens with what can be nothing but a name; a fix of some would hide the rest.
 */
import type { Fix, TextEdit } from "@idse/constitution-rules";
import type { ArtifactDocument, Section } from "@idse/pipeline-artifacts";
import type { ListItem } from "mdast";

/** A few words without markup, up to a bracket, a colon or the end of the line. */
const name = /^[^\s()[\]{}<>*_`~\\&!:|,;.?"][^()[\]{}<>*_`~\\&!:|,;?"]{0,60}?(?= \(|:\s|:?$)/;
const maxWords = 5;

const isName = (lead: string): boolean => !/\s$|[.]\s/.test(lead) && lead.split(/\s+/).length <= maxWords;

export const boldNamesFix = (document: ArtifactDocument, sections: ReadonlyArray<Section>): Fix | null => {
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const isInside = (offset: number): boolean =>
    sections.some(({ body }) => body.start.offset <= offset && offset < body.end.offset);
  const items = document.tree.children.flatMap((node) =>
    node.type === "list" && isInside((node.position?.start.offset ?? 0) + shift) ? node.children : [],
  );
  const edits = items.map((item) => entryEdits(document, item, shift));
  if (items.length === 0 || edits.some((one) => one === null)) return null;
  return { title: "Set the names of the components in bold", edits: edits.flatMap((one) => one ?? []) };
};

const entryEdits = (
  { text }: ArtifactDocument,
  item: ListItem,
  shift: number,
): ReadonlyArray<TextEdit> | null => {
  const [first] = item.children;
  if (first?.type !== "paragraph") return null;
  const [opening] = first.children;
  if (opening?.type !== "text" || opening.position === undefined || item.position === undefined) return null;
  const start = (opening.position.start.offset ?? 0) + shift;
  const end = (opening.position.end.offset ?? 0) + shift;
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0] ?? "";
  const [lead] = name.exec(line) ?? [];
  // Where the text is not what the source shows, something in it is escaped.
  if (lead === undefined || !isName(lead) || !opening.value.startsWith(lead)) return null;
  const isWhole = first.children.length === 1 && start + line.length === end;
  if (lead.length === line.length && !isWhole) return null;
  const bullet = (item.position.start.offset ?? 0) + shift;
  const edits: Array<TextEdit> = [
    { start, end: start, text: "**" },
    { start: start + lead.length, end: start + lead.length, text: "**" },
  ];
  return /[*+]/.test(text.charAt(bullet)) ? [{ start: bullet, end: bullet + 1, text: "-" }, ...edits] : edits;
};
