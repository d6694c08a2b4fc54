/** What a document comes to in a few lines: its first list entries, each shortened to one line. */
import { type ArtifactDocument, openMarkersOf } from "@idse/pipeline-artifacts";

const most = 5;
const longest = 200;

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 3).trimEnd()}...`;
};

export const pointsOf = (document: ArtifactDocument): ReadonlyArray<string> => {
  const open = openMarkersOf(document).map(({ range }) => range.start.offset);
  return document.listEntries
    .filter(({ range }) => !open.some((at) => range.start.offset <= at && at < range.end.offset))
    .map(({ text }) => shortened(text))
    .filter((text) => text !== "")
    .slice(0, most);
};
