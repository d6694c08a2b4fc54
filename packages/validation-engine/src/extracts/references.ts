/** What a document defines, by section, and what it names of other sessions. */
import { type IdentifierScheme, identifiersOf, qualifiedReferencesOf } from "@idse/pipeline-artifacts";
import { type PresentDocument, placeOf } from "../Check.ts";
import type { Examination, PlacedReference } from "../Examination.ts";

/** Code between backticks counts: a name such as `shop/__blueprint__#FR-1` is not shown as it is without them. */
export const referencesIn = (
  { document, stage, path }: PresentDocument,
  scheme: IdentifierScheme,
): ReadonlyArray<PlacedReference> =>
  qualifiedReferencesOf(document, scheme).map(({ project, session, id, range }) => ({
    stage,
    path,
    about: `${project}/${session}#${id}`,
    project,
    session,
    identifier: id,
    ...placeOf(range),
  }));

/** What stands in a document as its template left it defines nothing. */
export const definitionsIn = (
  { document, stage, untouched }: PresentDocument,
  scheme: IdentifierScheme,
): Examination["definitions"] => {
  if (untouched) return [];
  const bySection = new Map<string, Array<string>>();
  for (const { id, section } of identifiersOf(document, stage, scheme).definitions) {
    const known = bySection.get(section);
    if (known === undefined) bySection.set(section, [id]);
    else known.push(id);
  }
  return [...bySection].map(([section, identifiers]) => ({ stage, section, identifiers }));
};
