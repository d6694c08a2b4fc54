/**
 * The names that projects and sessions get. One that can be made, or that is there already, stays. Any other is
 * written in lower case with `-` for what a name cannot hold; where nothing is left of it, or another of the source has
 * that name, six digits of its digest follow. What a first run made is no reason for another name in a second.
 */
import { blueprintSession, digestOf, isCreatableName, suggestName } from "@idse/pipeline-artifacts";

export interface NameTable {
  readonly of: (name: string) => string;
  /** Those that are not called as in the source. */
  readonly changed: ReadonlyArray<{ readonly from: string; readonly to: string }>;
}

export const targetNames = (
  names: Iterable<string>,
  existing: ReadonlySet<string>,
  fallback: string,
): NameTable => {
  const table = new Map<string, string>();
  const taken = new Set<string>();
  const distinct = [...new Set(names)].sort();
  const stays = (name: string): boolean =>
    existing.has(name) || name === blueprintSession || isCreatableName(name);
  for (const name of distinct.filter(stays)) {
    table.set(name, name);
    taken.add(name);
  }
  for (const name of distinct.filter((one) => !stays(one))) {
    const plain = suggestName(name);
    const unlike = `${(plain ?? fallback).slice(0, 57)}-${digestOf(name).slice("sha256:".length, 13)}`;
    const to = plain === undefined || taken.has(plain) ? unlike : plain;
    table.set(name, to);
    taken.add(to);
  }
  return {
    of: (name) => table.get(name) ?? name,
    changed: distinct.flatMap((from) => {
      const to = table.get(from) ?? from;
      return to === from ? [] : [{ from, to }];
    }),
  };
};
