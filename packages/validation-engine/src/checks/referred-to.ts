import type { IdentifierKind, Stage } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { type SessionDefinition, sessionIdentifiers } from "../SessionIdentifiers.ts";
import { aKind, entryForm, isCustomUnknown, kindName } from "./identifier-words.ts";

/**
 * Not asked of a document that is missing or as its template left it. With `by`, it counts too when the item
 * itself names the one that is to name it.
 */
export const referredTo: Check<"referred-to"> = ({ session, present, check, words }) => {
  const known = sessionIdentifiers(session.documents, words.identifiers);
  const { identifiers: kind, in: inStage, by } = check;
  if (!known.isBegun(inStage)) return [];
  const named = known.namedIn(inStage);
  const namers = new Set(
    known.definitions
      .filter((one) => one.kind === by && one.stage === inStage && !one.dropped)
      .map((one) => one.id),
  );
  const isReferredTo = ({ id }: SessionDefinition): boolean =>
    by === undefined ? named.has(id) : [...known.tiedTo(id)].some((other) => namers.has(other));
  const asked = known.asked(kind);
  if (check.onceUsed === true && !asked.some(isReferredTo)) return [];
  const inScope = new Set(present.map((one) => one.stage));
  const lacking = asked.filter((one) => !isReferredTo(one));
  const told = lacking.filter((one) => inScope.has(one.stage));
  const once = isCustomUnknown(lacking.length, asked.length);
  return (once ? told.slice(0, 1) : told).map(({ id, stage, path, range }) => ({
    category: "open" as const,
    stage,
    path,
    range,
    message: once ? demandForAll(asked.length, kind, inStage, by) : demand(id, inStage, by),
    hint: hintFor(id, kind, inStage, by, words.identifiers),
    about: once ? inStage : `${id}\n${inStage}`,
  }));
};

/** The kind that a stage's entries are of, where they are of one. */
const kindOfStage: Partial<Readonly<Record<Stage, IdentifierKind>>> = {
  spec: "requirement",
  tasks: "task",
};

const inThe = (stage: Stage): string => `in the ${stage}`;

const demand = (id: string, stage: Stage, by: IdentifierKind | undefined): string => {
  if (by !== undefined) return `Add ${aKind[by]} for ${id}: none ${inThe(stage)} names it.`;
  const kind = kindOfStage[stage];
  const nothing = `nothing ${inThe(stage)} refers to it`;
  return kind === undefined
    ? `Say ${inThe(stage)} what becomes of ${id}: ${nothing}.`
    : `Add ${aKind[kind]} for ${id}, or say ${inThe(stage)} why there is none: ${nothing}.`;
};

const demandForAll = (
  count: number,
  kind: IdentifierKind,
  stage: Stage,
  by: IdentifierKind | undefined,
): string => {
  const each = `each ${kindName(kind)}`;
  return by === undefined
    ? `Say ${inThe(stage)} what becomes of ${each}: none of the ${count} is referred to there.`
    : `Add ${aKind[by]} for ${each}: none ${inThe(stage)} names any of the ${count}.`;
};

const hintFor = (
  id: string,
  kind: IdentifierKind,
  stage: Stage,
  by: IdentifierKind | undefined,
  scheme: Parameters<typeof entryForm>[2],
): string => {
  const form = by ?? kindOfStage[stage];
  return form === undefined || form === kind
    ? `Name it in a sentence: ${id}`
    : `Name it in brackets: ${entryForm(form, id, scheme)}`;
};
