import { identifiersOf } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { aKind } from "./identifier-words.ts";

/** Each definition but the first; what is dropped frees nothing and is not counted. */
export const uniqueIdentifiers: Check<"unique-identifiers"> = ({ present, words }) =>
  present.flatMap(({ document, stage, path, untouched }) => {
    if (untouched) return [];
    const first = new Map<string, number>();
    return identifiersOf(document, stage, words.identifiers).definitions.flatMap((one) => {
      if (one.dropped) return [];
      const line = first.get(one.id);
      if (line === undefined) {
        first.set(one.id, one.range.start.line);
        return [];
      }
      return [
        {
          category: "violation" as const,
          stage,
          path,
          range: one.range,
          message: `Give this another identifier: ${one.id} names ${aKind[one.kind]} on line ${line} already.`,
          hint: "Numbers go on from the highest and are not reused. To say more of the first, name it inside a sentence.",
          about: `${one.id}\n${one.title}`,
        },
      ];
    });
  });
