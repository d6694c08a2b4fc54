/** A marker as it is written everywhere: in capitals, without further spaces. Its reason stays as it is. */
import type { Fix } from "@idse/constitution-rules";
import type { SourceRange } from "@idse/pipeline-artifacts";

const wanted = "[REQUIRES INPUT";

export const markerFix = (text: string, { start, end }: SourceRange): Fix | null => {
  const marker = text.slice(start.offset, end.offset);
  const words = /^\[[ \t]*requires[ \t]+input(?:[ \t]*(?=\]))?/i.exec(marker)?.[0] ?? wanted;
  if (words === wanted) return null;
  return {
    title: `Write the marker as ${wanted}]`,
    edits: [{ start: start.offset, end: start.offset + words.length, text: wanted }],
  };
};
