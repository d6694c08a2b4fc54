/**
 * Templates of earlier versions, those of the Python predecessor among them, by which an old
 * document is recognised as untouched: how many lines, which of them (from 0) held a filled-in
 * name, and the digest of the rest. Rows are only ever added.
 */
import { type Digest, digestOfParts, normaliseText } from "./Digest.ts";
import type { Stage } from "./Stage.ts";

export interface EarlierTemplate {
  readonly stage: Stage;
  readonly lines: number;
  readonly filled: ReadonlyArray<number>;
  readonly digest: Digest;
}

/** The digest a row holds: of all lines but the filled ones. */
const outlineDigest = (lines: ReadonlyArray<string>, filled: ReadonlyArray<number>): Digest =>
  digestOfParts(lines.filter((_, index) => !filled.includes(index)));

const linesOf = (text: string): ReadonlyArray<string> => normaliseText(text).trimEnd().split("\n");

/** A template in the form in which earlier ones are kept. */
export const outlineOf = (stage: Stage, template: string): EarlierTemplate => {
  const lines = linesOf(template);
  const filled = lines.flatMap((line, index) => (line.includes("{{") ? [index] : []));
  return { stage, lines: lines.length, filled, digest: outlineDigest(lines, filled) };
};

/** Whether a text says, in all lines but the filled ones, what the template said. */
export const isFilledFrom = (row: EarlierTemplate, text: string): boolean => {
  const lines = linesOf(text);
  return row.lines === lines.length && outlineDigest(lines, row.filled) === row.digest;
};

export const earlierTemplates: ReadonlyArray<EarlierTemplate> = [
  {
    stage: "intent",
    lines: 24,
    filled: [],
    digest: "sha256:a10649dfa792e01e3972215ce4e9d46362514f626a18648ca8b4d541e834fb08",
  },
  {
    stage: "context",
    lines: 42,
    filled: [],
    digest: "sha256:2bf6389b58d70050747fc13caeb6ae3cf8667236138d729bb23e903d136c8c03",
  },
  {
    stage: "spec",
    lines: 47,
    filled: [],
    digest: "sha256:23c2f904add1799a1f3d9f350373b98646a0ddce13e7f1c4a45a7a8f2986c872",
  },
  {
    stage: "spec",
    lines: 29,
    filled: [],
    digest: "sha256:427a7957a07d0dd85a0e3f0fa2940b10c7c4353d4ef35b8a5799982062039ef2",
  },
  {
    stage: "spec",
    lines: 46,
    filled: [0, 37, 38],
    digest: "sha256:b725be6b1418f813768acae316b3df6a83fb086a4addf104b1b7b7dc25076903",
  },
  {
    stage: "plan",
    lines: 79,
    filled: [],
    digest: "sha256:9010dfd15a81509c0522ed7e8cc88fcb865e41300a450ada04e3af157a717eb8",
  },
  {
    stage: "tasks",
    lines: 21,
    filled: [],
    digest: "sha256:90d09b5ca4dee07f6e537aa68bcef988ce9b39725f77596c09d883675d004782",
  },
  {
    stage: "feedback",
    lines: 20,
    filled: [],
    digest: "sha256:5fbd28efe358a0a504ceab39389a90647a4f06a9f2b7b3c6069c1feade6f6be4",
  },
  {
    stage: "feedback",
    lines: 20,
    filled: [],
    digest: "sha256:ef7a8a41cdd999c2880a2246741fc8837fe7e2e5c2838cd1f6d23800235e0dfd",
  },
  {
    stage: "implementation",
    lines: 36,
    filled: [0, 2, 3, 4],
    digest: "sha256:49c1e8ff68422acc10e0f65dc6e9fb48b154dfdfe47d6a40ad06b6c87940644e",
  },
  {
    stage: "implementation",
    lines: 41,
    filled: [0, 2, 3, 4],
    digest: "sha256:b1e3f9069a8eba04a433e100ef2f31db9bd80f98ace6e7b4c0bcc505112b5d3a",
  },
];
