/**
 * The exact text of a document in a column of its page, compressed.
 *
 * It lies in a column and not in the page, because a listing brings columns along: reading a hundred
 * documents that nobody edited is one request and not a hundred. Compressed it takes a third of the room,
 * holds nothing that Notion could trim or render, and does not turn up twice in Notion's search.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

const mark = "z1:";

/** Half of what a column takes. Above 25 pieces Notion's guarantees about columns grow thin, so this stays rare. */
export const sourceLimit = 100_000;

/** Far above what fits into a page; a column that unpacks to more was not written by us. */
const unpackedLimit = 4_000_000;

export const encodeSource = (text: string): string =>
  mark + deflateRawSync(Buffer.from(text, "utf8"), { level: 9 }).toString("base64");

/** Undefined where it was not written by `encodeSource`. */
export const decodeSource = (encoded: string): string | undefined => {
  if (!encoded.startsWith(mark)) return undefined;
  const packed = Buffer.from(encoded.slice(mark.length), "base64");
  try {
    return inflateRawSync(packed, { maxOutputLength: unpackedLimit }).toString("utf8");
  } catch (error) {
    // What zlib throws has a code; anything else is a mistake in here.
    if (typeof error === "object" && error !== null && "code" in error) return undefined;
    throw error;
  }
};
