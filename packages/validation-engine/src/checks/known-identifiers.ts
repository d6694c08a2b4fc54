import { homeOf } from "@idse/pipeline-artifacts";
import type { Check, Observation } from "../Check.ts";
import { sessionIdentifiers } from "../SessionIdentifiers.ts";
import { aKind, entryForm, placeFor } from "./identifier-words.ts";

const beginningOf = (id: string): string => id.replace(/\d.*$/, "");

/**
 * Asked of beginnings, `FR-` or `Task `, of which the session defines any. An identifier is named once for each
 * document; what lies between the ends of a range is not asked for.
 */
export const knownIdentifiers: Check<"known-identifiers"> = ({ session, present, words }) => {
  const known = sessionIdentifiers(session.documents, words.identifiers);
  const beginnings = new Set(known.definitions.map((one) => beginningOf(one.id)));
  const inScope = new Set(present.map((one) => one.stage));
  const told = new Set<string>();
  const unknown = known.documents.flatMap(({ stage, path, references }) =>
    inScope.has(stage)
      ? references
          .filter(({ id, written }) => written && known.definitionOf(id) === undefined)
          .map(({ id, kind, range }) => ({ id, kind, range, stage, path }))
      : [],
  );
  return unknown.flatMap(({ id, kind, stage, path, range }): ReadonlyArray<Observation> => {
    if (!beginnings.has(beginningOf(id)) || told.has(`${stage} ${id}`)) return [];
    told.add(`${stage} ${id}`);
    const home = homeOf(kind);
    return [
      {
        category: "violation",
        stage,
        path,
        range,
        message: `Name ${home === null ? "one" : aKind[kind]} that exists, or define ${id}${home === null ? "" : ` in the ${home}`}: nothing here is called that.`,
        hint: `${entryForm(kind, null, words.identifiers, id)}${placeFor(kind)}`,
        about: id,
      },
    ];
  });
};
