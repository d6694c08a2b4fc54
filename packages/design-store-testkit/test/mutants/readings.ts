/** Stores that give back other documents than they were asked for, or other texts than they were given. */
import { Rejected } from "@idse/design-store";
import { digestOf, normaliseText } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { broken, type Mutant, type Mutants } from "./Mutant.ts";

const bent = (red: string, bend: (content: string) => string): Mutant =>
  broken(red, (inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) =>
        found.map((one) => {
          if (one._tag === "Missing") return one;
          const content = bend(one.content);
          return { ...one, content, digest: digestOf(content) };
        }),
      ),
  }));

const inPieces = (content: string): string =>
  (content.match(/[\s\S]{1,2000}/g) ?? []).map((piece) => piece.toWellFormed()).join("");

export const readingMutants: Mutants = {
  "missing documents left out": broken("answers each ref in its order, the missing ones too", (inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) => found.filter((one) => one._tag === "StoredDocument")),
  })),

  "answers in another order": broken("answers each ref in its order, the missing ones too", (inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) =>
        found.toSorted((left, right) => left._tag.localeCompare(right._tag)),
      ),
  })),

  "nothing asked, and refused": broken(
    "answers an empty request with nothing, and an empty project with no heads",
    (inner) => ({
      get: (refs) => {
        const message = "There is nothing to get.";
        return refs.length === 0
          ? Effect.fail(new Rejected({ store: "memory", operation: "get", message }))
          : inner.get(refs);
      },
    }),
  ),

  "revisions of a listing that are its own": broken(
    "gives the same revision and digest by commit, get and heads",
    (inner) => ({
      heads: (scope, since) =>
        Effect.map(inner.heads(scope, since), (answer) => ({
          ...answer,
          heads: answer.heads.map((head) => ({ ...head, revision: head.digest })),
        })),
    }),
  ),

  "nothing found beyond the first page": broken(
    "answers three hundred refs at once, and lists more documents than fit on a page",
    (inner) => ({
      get: (refs) =>
        Effect.map(inner.get(refs), (found) =>
          found.map((one, index) => (index < 100 ? one : { _tag: "Missing" as const, ref: one.ref })),
        ),
    }),
  ),

  "listing that ends with the first page": broken(
    "answers three hundred refs at once, and lists more documents than fit on a page",
    (inner) => ({
      heads: (scope, since) =>
        Effect.map(inner.heads(scope, since), (answer) => ({ ...answer, heads: answer.heads.slice(0, 100) })),
    }),
  ),

  "kinds of a scope ignored": broken(
    "keeps documents of the project, of sessions and of other projects apart",
    (inner) => ({
      heads: ({ project, sessions }, since) =>
        inner.heads({ project, ...(sessions === undefined ? {} : { sessions }) }, since),
    }),
  ),

  "line ends normalised": bent("keeps Windows line ends", (content) => content.replaceAll("\r\n", "\n")),
  "lone carriage return lost": bent("keeps mixed line ends", (content) =>
    content.replaceAll(/\r(?!\n)/g, "\n"),
  ),
  "byte order mark lost": bent("keeps a byte order mark", (content) => content.replace(/^\ufeff/, "")),
  "text normalised": bent("tells line ends apart where it is byte-exact", normaliseText),
  "last line end added": bent("keeps a text without a last line end", (content) =>
    content.endsWith("\n") ? content : `${content}\n`,
  ),
  "only line end lost": bent("keeps one line end", (content) => (content === "\n" ? "" : content)),
  "empty lines joined": bent("keeps only line ends", (content) => content.replaceAll(/\n{3,}/g, "\n\n")),
  "text in one alphabet": bent("keeps other scripts and emoji", (content) =>
    content.replaceAll(/[\u{100}-\u{10ffff}]/gu, "?"),
  ),
  "replacement character lost": bent("keeps a replacement character", (content) =>
    content.replaceAll("\ufffd", ""),
  ),
  "line separators taken for line ends": bent("keeps line separators", (content) =>
    content.replaceAll(/[\u2028\u2029\u0085]/g, "\n"),
  ),
  "comments taken out": bent("keeps markup that others read", (content) =>
    content.replaceAll(/<!--.*?-->/g, ""),
  ),
  "text trimmed": bent("keeps spaces at the ends", (content) => content.trim()),
  "text cut at a megabyte": bent("takes two megabytes whole, or refuses them whole", (content) =>
    content.slice(0, 1_000_000),
  ),
  "text composed": bent("keeps one word in two normal forms", (content) => content.normalize("NFC")),
  "text cut at NUL": bent(
    "keeps a NUL character, or refuses it",
    (content) => content.split("\u0000")[0] ?? "",
  ),
  "text kept in pieces": bent("keeps a long line of emoji, which a cut at any length would halve", inPieces),

  "empty text lost": broken("keeps an empty text", (inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) =>
        found.map((one) =>
          one._tag === "StoredDocument" && one.content === "" ? { _tag: "Missing", ref: one.ref } : one,
        ),
      ),
  })),

  "digest of the exact text": broken("keeps Windows line ends", (inner) => ({
    commit: (changes, operation) =>
      Effect.map(inner.commit(changes, operation), ({ heads }) => ({
        heads: heads.map((head, index) => {
          const change = changes[index];
          return change?._tag === "Put" && change.content.includes("\r")
            ? { ...head, digest: "sha256:other" }
            : head;
        }),
      })),
  })),
};
