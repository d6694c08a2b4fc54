import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { Check, Observation } from "../Check.ts";

/** Bytes as UTF-8, counted no further than to one beyond the limit; half a surrogate pair takes three. */
const bytesOf = (text: string, limit: number): number => {
  let bytes = text.length;
  if (bytes > limit || bytes * 3 <= limit) return bytes;
  for (let at = 0; at < text.length && bytes <= limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    bytes += unit < 0x800 ? 1 : 2;
    // Two units that make four bytes.
    if (isPair) at++;
  }
  return bytes;
};

/** Stretches of letters and digits in running text; a word that is partly in bold counts as its parts. */
const wordsOf = ({ text, proseRuns }: ArtifactDocument): number => {
  let words = 0;
  for (const { kind, start, end } of proseRuns) {
    if (kind === "text") words += text.slice(start, end).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  }
  return words;
};

export const size: Check<"size"> = ({ present, check }) =>
  present.flatMap(({ document, stage, path }) => {
    const { maxBytes, maxWords, minWords } = check;
    const problems: Array<Pick<Observation, "category" | "message" | "about">> = [];
    if (maxBytes !== undefined && bytesOf(document.text, maxBytes) > maxBytes) {
      const message = `Shorten the ${stage}, or divide the work between sessions: it has more than ${maxBytes} bytes.`;
      problems.push({ category: "violation", message, about: "maxBytes" });
    }
    const words = maxWords === undefined && minWords === undefined ? 0 : wordsOf(document);
    if (maxWords !== undefined && words > maxWords) {
      const message = `Shorten the ${stage} to ${maxWords} words; it has ${words}.`;
      problems.push({ category: "violation", message, about: "maxWords" });
    }
    if (minWords !== undefined && words < minWords) {
      const message = `Say more in the ${stage}: ${minWords} words are asked for, and it has ${words}.`;
      problems.push({ category: "open", message, about: "minWords" });
    }
    return problems.map((problem) => ({ stage, path, ...problem }));
  });
