import { exampleOf } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { sessionIdentifiers } from "../SessionIdentifiers.ts";
import { anyOf, entryForm, isCustomUnknown, kindName } from "./identifier-words.ts";

/** Not asked where a session has none of the kinds to name; an item counts too that is named by one of them. */
export const refersTo: Check<"refers-to"> = ({ session, present, check, words }) => {
  const scheme = words.identifiers;
  const known = sessionIdentifiers(session.documents, scheme);
  const wanted = new Set(check.to);
  if (!check.to.some((kind) => known.canName(kind))) return [];
  // What is named and defined nowhere is another rule's concern, so of that too the kind is asked.
  const isWanted = (id: string): boolean => {
    const kind = known.kindOf(id);
    return kind !== undefined && wanted.has(kind);
  };
  const inScope = new Set(present.map((one) => one.stage));
  const [first = check.identifiers] = check.to;
  const asked = known.asked(check.identifiers).filter((one) => inScope.has(one.stage));
  const lacking = asked.filter(({ id }) => ![...known.tiedTo(id)].some(isWanted));
  const once = isCustomUnknown(lacking.length, asked.length);
  return (once ? lacking.slice(0, 1) : lacking).map(({ id, stage, path, range }) => ({
    category: "open" as const,
    stage,
    path,
    range,
    message: once
      ? `Name the ${anyOf(check.to)} that each ${kindName(check.identifiers)} serves: none of the ${asked.length} names any.`
      : `Name the ${anyOf(check.to)} that ${id} serves.`,
    hint: `In brackets behind it: ${entryForm(check.identifiers, exampleOf(first, scheme), scheme, id)}`,
    about: once ? "" : id,
  }));
};
