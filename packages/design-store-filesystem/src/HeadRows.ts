/**
 * A list of known heads as bytes, made to be loaded and written whole: ten thousand sessions in some
 * thirty milliseconds. For each document: what its file looked like, and what was in it.
 *
 *     8 bytes    the version
 *     4 + 4      CRC-32 of all that follows; the number of rows
 *     rows       96 bytes each: size, mtime, ctime and inode as 64-bit integers of this machine, the
 *                digest's hash, the revision's hash or zeros where it is the same
 *     keys       `<session>/<kind>` for each row, joined by line feeds; no session for the project's own
 *
 * The version counts up when the layout does, or when the same file comes to have another digest or revision.
 */
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { Revision } from "@idse/design-store";
import type { FileStat } from "@idse/durable-files";
import type { Digest } from "@idse/pipeline-artifacts";

export interface KnownHead {
  readonly digest: Digest;
  readonly revision: Revision;
}

export interface Row extends KnownHead {
  readonly key: string;
  readonly stat: FileStat;
}

const version = Buffer.from("idsehd1\n", "latin1");
const countAt = 12;
const checkedFrom = countAt;
const rowsAt = 16;
const rowBytes = 96;
const rowWords = rowBytes / 8;
const digestAt = 32;
const revisionAt = 64;
const digestPrefix = "sha256:";
const revisionPrefix = "r1:";

const wordsOf = (bytes: Buffer, count: number): BigInt64Array =>
  new BigInt64Array(bytes.buffer, bytes.byteOffset + rowsAt, count * rowWords);

/** With its rows at a place where they can be read as numbers. */
const aligned = (bytes: Uint8Array): Buffer => {
  const { buffer, byteOffset, length } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  return Buffer.from(buffer, byteOffset, length);
};

export class HeadRows {
  /** Of each row, in their order. */
  readonly keys: ReadonlyArray<string>;
  readonly #bytes: Buffer;
  readonly #words: BigInt64Array;
  #numbers: ReadonlyMap<string, number> | undefined;
  #next = 0;

  private constructor(bytes: Buffer, keys: ReadonlyArray<string>) {
    this.keys = keys;
    this.#bytes = bytes;
    this.#words = wordsOf(bytes, keys.length);
  }

  /** Undefined where the bytes are torn, damaged or of another version. */
  static decode(input: Uint8Array): HeadRows | undefined {
    const bytes = aligned(input);
    if (bytes.length < rowsAt || !bytes.subarray(0, version.length).equals(version)) return undefined;
    if (crc32(bytes.subarray(checkedFrom)) !== bytes.readUInt32LE(version.length)) return undefined;
    const count = bytes.readUInt32LE(countAt);
    const keysAt = rowsAt + count * rowBytes;
    if (count === 0 || keysAt > bytes.length) return undefined;
    const keys = bytes.toString("utf8", keysAt).split("\n");
    return keys.length === count ? new HeadRows(bytes, keys) : undefined;
  }

  /** Kept rows of an older list, by their numbers, and new ones. */
  static encode(older: HeadRows | undefined, kept: ReadonlyArray<number>, fresh: ReadonlyArray<Row>): Buffer {
    const count = kept.length + fresh.length;
    const keys = Buffer.from(
      [...kept.map((number) => older?.keys[number]), ...fresh.map((row) => row.key)].join("\n"),
    );
    const bytes = Buffer.alloc(rowsAt + count * rowBytes + keys.length);
    bytes.set(version);
    bytes.writeUInt32LE(count, countAt);
    let at = rowsAt;
    for (const number of kept) {
      older?.copyRow(number, bytes, at);
      at += rowBytes;
    }
    const words = wordsOf(bytes, count);
    for (const row of fresh) {
      putRow(bytes, words, at, row);
      at += rowBytes;
    }
    bytes.set(keys, at);
    bytes.writeUInt32LE(crc32(bytes.subarray(checkedFrom)), version.length);
    return bytes;
  }

  /** A listing mostly asks in the order of the rows, so the next one is tried before any is looked up. */
  numberOf(key: string): number | undefined {
    const isNext = this.keys[this.#next] === key;
    if (!isNext) this.#numbers ??= new Map(this.keys.map((each, number) => [each, number]));
    const number = isNext ? this.#next : this.#numbers?.get(key);
    if (number !== undefined) this.#next = number + 1;
    return number;
  }

  /** Whether the file still looks as it did. */
  isSame(number: number, { size, mtimeNs, ctimeNs, ino }: FileStat): boolean {
    const at = number * rowWords;
    return (
      this.#words[at] === BigInt(size) &&
      this.#words[at + 1] === mtimeNs &&
      this.#words[at + 2] === ctimeNs &&
      this.#words[at + 3] === ino
    );
  }

  head(number: number): KnownHead {
    const at = rowsAt + number * rowBytes;
    const digest = this.#bytes.toString("hex", at + digestAt, at + revisionAt);
    const isDigest = this.#words[number * rowWords + revisionAt / 8] === 0n;
    const revision = isDigest ? digest : this.#bytes.toString("hex", at + revisionAt, at + rowBytes);
    return { digest: digestPrefix + digest, revision: revisionPrefix + revision };
  }

  copyRow(number: number, target: Buffer, at: number): void {
    const start = rowsAt + number * rowBytes;
    this.#bytes.copy(target, at, start, start + rowBytes);
  }
}

const putRow = (bytes: Buffer, words: BigInt64Array, at: number, row: Row): void => {
  const { size, mtimeNs, ctimeNs, ino } = row.stat;
  words.set([BigInt(size), mtimeNs, ctimeNs, ino], (at - rowsAt) / 8);
  const digest = row.digest.slice(digestPrefix.length);
  const revision = row.revision.slice(revisionPrefix.length);
  bytes.write(digest, at + digestAt, "hex");
  if (revision !== digest) bytes.write(revision, at + revisionAt, "hex");
};
