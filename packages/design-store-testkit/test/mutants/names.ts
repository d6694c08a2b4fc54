/** Stores that take one name for another, or take names that lead elsewhere. */
import { type Change, type DesignStoreService, newOperation } from "@idse/design-store";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { broken, type Mutant, type Mutants } from "./Mutant.ts";

type Fold = (name: string) => string;

const foldKind = (kind: DocumentKind, fold: Fold): DocumentKind =>
  kind.startsWith("claim/") ? `claim/${fold(kind.slice("claim/".length))}` : kind;

const foldRef = (ref: DocumentRef, fold: Fold): DocumentRef => ({
  project: fold(ref.project),
  session: ref.session === null ? null : fold(ref.session),
  kind: foldKind(ref.kind, fold),
});

const foldChange = (change: Change, fold: Fold): Change => ({ ...change, ref: foldRef(change.ref, fold) });

/** Keeps each document under its folded name, and answers in the names that it was asked by. */
const foldedStore = (inner: DesignStoreService, fold: Fold): Partial<DesignStoreService> => ({
  get: (refs) =>
    Effect.map(inner.get(refs.map((ref) => foldRef(ref, fold))), (found) =>
      found.map((one, index) => ({ ...one, ref: refs[index] ?? one.ref })),
    ),
  heads: (scope, since) =>
    inner.heads(
      {
        project: fold(scope.project),
        ...(scope.sessions === undefined ? {} : { sessions: scope.sessions.map(fold) }),
        ...(scope.kinds === undefined ? {} : { kinds: scope.kinds.map((kind) => foldKind(kind, fold)) }),
      },
      since,
    ),
  commit: ([first, ...rest], operation) =>
    Effect.map(
      inner.commit([foldChange(first, fold), ...rest.map((one) => foldChange(one, fold))], operation),
      ({ heads }) => ({
        heads: heads.map((head, index) => ({ ...head, ref: [first, ...rest][index]?.ref ?? head.ref })),
      }),
    ),
});

const folded = (red: string, fold: Fold): Mutant => broken(red, (inner) => foldedStore(inner, fold));

/** Unsafe names stay as they are, so that they are still refused. */
const cutAt =
  (length: number): Fold =>
  (name) =>
    name.length > 255 ? name : name.slice(0, length).toWellFormed();

export const nameMutants: Mutants = {
  "long names of sessions cut": folded(
    "keeps the longest names apart that differ at the end, or refuses both: sessions",
    cutAt(200),
  ),
  "long names of projects cut at the last character": folded(
    "keeps the longest names apart that differ at the end, or refuses both: projects",
    cutAt(254),
  ),
  "long names of claims cut": folded(
    "keeps the longest names apart that differ at the end, or refuses both: claims",
    cutAt(128),
  ),
  "names folded in case": folded("keeps names apart that look alike, or refuses one: sessions", (name) =>
    name.toLowerCase(),
  ),
  "names composed": folded("keeps names apart that look alike, or refuses one: sessions", (name) =>
    name.normalize("NFC"),
  ),
  "names made compatible": folded("keeps names apart that look alike, or refuses one: projects", (name) =>
    name.normalize("NFKC"),
  ),
  "names without what has no width": folded(
    "keeps names apart that look alike, or refuses one: claims",
    (name) => name.replaceAll("\u200b", ""),
  ),
  "names decoded from a form": folded("keeps names apart that look alike, or refuses one: claims", (name) =>
    name.replaceAll("+", " "),
  ),
  "names decoded from a URL": folded("keeps names apart that look alike, or refuses one: sessions", (name) =>
    name.replaceAll("%41", "A"),
  ),

  "reserved names left out of a listing": broken("takes every safe name, each for itself", (inner) => ({
    heads: (scope, since) =>
      Effect.map(inner.heads(scope, since), (answer) => ({
        ...answer,
        heads: answer.heads.filter((head) => !/^__.*__$/.test(head.ref.session ?? "")),
      })),
  })),

  "claims kept as files without regard for their ending": folded(
    "takes every safe name of a claim, each for itself",
    (name) => name.replace(/\.json$/, ""),
  ),

  "unsafe names taken": broken("refuses every unsafe name, and touches nothing", (inner) => ({
    get: (refs) =>
      Effect.catchTag(inner.get(refs), "Rejected", () =>
        Effect.succeed(refs.map((ref) => ({ _tag: "Missing" as const, ref }))),
      ),
  })),

  "good half of a refused commit written": broken(
    "refuses every unsafe name, and touches nothing",
    (inner) => ({
      commit: (changes, operation) =>
        Effect.tapErrorTag(inner.commit(changes, operation), "Rejected", () =>
          Effect.ignore(inner.commit([changes[0]], newOperation())),
        ),
    }),
  ),
};
