/**
 * The texts of the sections that something was built on. Records hold fingerprints only; the texts are
 * looked for where this clone kept them, then in the document's history.
 */
import {
  ArtifactDocument,
  type BuiltOn,
  normaliseText,
  normaliseTitle,
  outerSectionsOf,
  sectionFingerprintsOf,
} from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { DocumentHistory } from "./DocumentHistory.ts";
import { keptText } from "./KeptTexts.ts";

export interface BaseTexts {
  /** By normalised title: the section with its heading, with LF; those that were found. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the last of them was found; null where one is missing. */
  readonly found: "kept" | "git" | null;
  /** Why one is missing, as a sentence. */
  readonly why: string | null;
}

/** The sections of a document with their headings, by normalised title. */
export const sectionTextsOf = (document: ArtifactDocument): ReadonlyMap<string, string> =>
  new Map(
    outerSectionsOf(document).map(({ section, start, end }) => [
      normaliseTitle(section),
      `${normaliseText(document.text.slice(start, end)).trimEnd()}\n`,
    ]),
  );

/** `titles`: only those of them that the base has are looked for. */
export const findBaseTexts = (base: BuiltOn, path: string, titles: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const wanted = new Set(titles.map(normaliseTitle));
    const missing = new Map(
      base.sections
        .map(({ section, fingerprint }) => [normaliseTitle(section), fingerprint] as const)
        .filter(([title]) => wanted.has(title)),
    );
    const texts = new Map<string, string>();
    const take = (text: string): boolean => {
      const document = new ArtifactDocument(text);
      const sections = sectionTextsOf(document);
      for (const { section, fingerprint } of sectionFingerprintsOf(document)) {
        const title = normaliseTitle(section);
        const found = sections.get(title);
        if (found === undefined || missing.get(title) !== fingerprint) continue;
        texts.set(title, found);
        missing.delete(title);
      }
      return missing.size === 0;
    };
    const kept = base.digest === undefined ? null : yield* keptText(base.digest);
    if (missing.size === 0 || (kept !== null && take(kept))) {
      return { texts, found: "kept", why: null } satisfies BaseTexts;
    }
    const history = yield* DocumentHistory;
    const remembered = yield* history.find(path, take);
    return remembered.found
      ? ({ texts, found: "git", why: null } satisfies BaseTexts)
      : ({ texts, found: null, why: remembered.why } satisfies BaseTexts);
  });
