/** Texts that a careless store bends: they come back exactly, or as declared. */
import { digestOf, normaliseText } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { check, failsWith, oneOf, same } from "../Assert.ts";
import { commit, commitOne, contentOf, documentRef, put, type StoreCase } from "../StoreCase.ts";

const ref = documentRef("spec");

const texts: ReadonlyArray<readonly [what: string, content: string]> = [
  ["an empty text", ""],
  ["one line end", "\n"],
  ["a text without a last line end", "no end"],
  ["only line ends", "\n\n\n"],
  ["Windows line ends", "# Title\r\n\r\nText\r\n"],
  ["mixed line ends", "one\r\ntwo\nthree\rfour"],
  ["a byte order mark", "\ufeff# Title\n"],
  ["spaces at the ends", "  \n\ttext \t \n  "],
  ["other scripts and emoji", "設計 — Ünïcode ΑΒΓ שלום 👩‍👩‍👧\n"],
  ["a long line of emoji, which a cut at any length would halve", `x${"😀".repeat(4_000)}\n`],
  ["one word in two normal forms", "e\u0301 and \u00e9\n"],
  ["a replacement character", "before \ufffd after\n"],
  ["line separators", "a\u2028b\u2029c\u0085d\n"],
  ["markup that others read", "---\ntitle: x\n---\n<!-- c --> \\n $1 %s {{x}} </script> `a` '' \"\"\n"],
];

export const contentCases: ReadonlyArray<StoreCase> = [
  ...texts.map(
    ([what, content]): StoreCase => ({
      name: `keeps ${what}`,
      run: (store, { capabilities }) =>
        Effect.gen(function* () {
          const made = yield* commitOne(store, put(ref, content, "absent"));
          same(made.digest, digestOf(content), "the digest");
          const [back] = yield* store.get([ref]);
          check(back?._tag === "StoredDocument", "the document is there");
          same(
            [back.digest, digestOf(back.content)],
            [made.digest, made.digest],
            "the digest it is read with",
          );
          if (capabilities.byteExact) same(back.content, content, "the content");
          else same(normaliseText(back.content), normaliseText(content), "the normalised content");
          const next = yield* commitOne(store, put(ref, `${content}more\n`, made.revision));
          check(next.revision !== made.revision, "longer content has another revision");
        }),
    }),
  ),
  {
    name: "tells line ends apart where it is byte-exact",
    run: (store, { capabilities }) =>
      Effect.gen(function* () {
        const made = yield* commitOne(store, put(ref, "a\nb\n", "absent"));
        const next = yield* commitOne(store, put(ref, "a\r\nb\r\n", made.revision));
        same(next.digest, made.digest, "line ends do not count in a digest");
        const back = yield* contentOf(store, ref);
        if (capabilities.byteExact) same(back, "a\r\nb\r\n", "the content");
      }),
  },
  {
    name: "keeps a NUL character, or refuses it",
    run: (store) =>
      Effect.gen(function* () {
        const answer = yield* Effect.result(commit(store, put(ref, "a\u0000b\n", "absent")));
        const back = yield* contentOf(store, ref);
        if (answer._tag === "Success") return same(back, "a\u0000b\n", "the content");
        oneOf(answer.failure._tag, ["Rejected"], "how a NUL character is refused");
        same(back, null, "a refused document");
      }),
  },
  {
    name: "refuses half a character, which UTF-8 cannot carry",
    run: (store) =>
      Effect.gen(function* () {
        yield* failsWith(commit(store, put(ref, "a\ud800b\n", "absent")), ["Rejected"], "a lone surrogate");
        same(yield* contentOf(store, ref), null, "the document");
      }),
  },
  {
    name: "takes two megabytes whole, or refuses them whole",
    run: (store, { largeContent }) =>
      Effect.gen(function* () {
        const content = "A line of text, and some — more.\n".repeat(60_000);
        const writing = commit(store, put(ref, content, "absent"));
        if (largeContent === "refused") {
          yield* failsWith(writing, ["Rejected", "QuotaExceeded"], "two megabytes");
          return same(yield* contentOf(store, ref), null, "the refused document");
        }
        yield* writing;
        check((yield* contentOf(store, ref)) === content, "the content is whole");
      }),
  },
];
