/**
 * Digests of documents. Line ends and a byte order mark are a property of a working copy, not of
 * a document, so they never count.
 *
 * `node:crypto` is the one platform module below floor 3: hashing is a pure function, and its
 * native form is five times faster than any in JavaScript.
 */
import { hash } from "node:crypto";

/** `sha256:` and 64 hex digits. */
export type Digest = string;

/** LF line ends and no byte order mark. */
export const normaliseText = (text: string): string => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
};

/** The digest of a document, equal for all its working copies. */
export const digestOf = (text: string): Digest => `sha256:${hash("sha256", normaliseText(text), "hex")}`;

/** The digest of several values taken together; lengths are hashed too, so that no two lists collide. */
export const digestOfParts = (parts: ReadonlyArray<string>): Digest =>
  `sha256:${hash("sha256", parts.map((part) => `${part.length}:${part}`).join(""), "hex")}`;
