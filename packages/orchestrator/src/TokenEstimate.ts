/**
 * How many tokens a text is to a model, estimated on the safe side: no tokenizer is shipped, and each vendor
 * has its own. What models of OpenAI count (o200k) stays below it for documents as people write them.
 */

/** As tokenizers take a text apart: words, up to three digits, signs, white space. */
const pieces = /[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+/gu;

const encoder = new TextEncoder();

const bytesOf = (text: string): number => encoder.encode(text).length;

/** Few words of more than four letters are one token in every language of code and prose; signs come in pairs. */
const costOf = (piece: string): number => {
  const beyondAscii = piece.replace(/[\0-\x7f]+/g, "");
  if (beyondAscii !== "") return Math.ceil(bytesOf(piece) / 2);
  const letters = piece.replace(/[^A-Za-z]/g, "").length;
  if (letters > 0) return Math.ceil(letters / 4);
  const signs = piece.replace(/\s/g, "").length;
  return /^\d/.test(piece) || signs === 0 ? 1 : Math.ceil(signs / 2);
};

export const estimateTokens = (text: string): number => {
  let sum = 0;
  for (const [piece] of text.matchAll(pieces)) sum += costOf(piece);
  return Math.max(sum, Math.ceil(bytesOf(text) / 3));
};
