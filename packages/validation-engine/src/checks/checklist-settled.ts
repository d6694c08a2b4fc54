import { identifiersOf } from "@idse/pipeline-artifacts";
import type { Check } from "../Check.ts";
import { firstLine } from "./checklist.ts";
import { isCustomUnknown } from "./identifier-words.ts";

/**
 * Every box that is not ticked, once a later document is begun; what is dropped needs no tick. Where none is
 * ticked at all, ticking is not the custom here, and that is said once.
 */
export const checklistSettled: Check<"checklist-settled"> = ({ session, present, check, words }) => {
  const later = session.documents.find((one) => one.stage === check.once);
  if (later === undefined || later.document === null || later.untouched) return [];
  return present
    .filter((one) => one.stage === check.in && !one.untouched)
    .flatMap(({ document, stage, path }) => {
      const named = new Map(
        identifiersOf(document, stage, words.identifiers).definitions.map((one) => [
          one.item.start.offset,
          one,
        ]),
      );
      const boxes = document.listEntries.filter(
        ({ checked, range }) => checked !== null && named.get(range.start.offset)?.dropped !== true,
      );
      const open = boxes.filter((one) => one.checked === false);
      const [first] = open;
      if (first !== undefined && isCustomUnknown(open.length, boxes.length)) {
        return [
          {
            category: "open" as const,
            stage,
            path,
            range: firstLine(document, first.range),
            message: `Tick what is done: the ${check.once} is begun, and none of the ${boxes.length} boxes here is ticked.`,
            hint: "- [x] once it is done",
            about: "",
          },
        ];
      }
      return open.map(({ range, text }) => ({
        category: "open" as const,
        stage,
        path,
        range: firstLine(document, range),
        message: `Finish ${named.get(range.start.offset)?.id ?? "this"} and tick it, or say that it is dropped: the ${check.once} is begun.`,
        hint: "- [x] once it is done, or the words struck out: - [ ] ~~...~~",
        about: text,
      }));
    });
};
