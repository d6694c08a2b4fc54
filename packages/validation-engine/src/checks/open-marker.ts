import { openMarkersOf } from "@idse/pipeline-artifacts";
import { type Check, lineAt } from "../Check.ts";
import { markerFix } from "../fixes/marker-spelling.ts";

const sentence = (reason: string): string => {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.?]$/.test(text) ? text : `${text}.`;
};

/** Every marker in prose is one finding; its reason is the message. */
export const openMarker: Check<"open-marker"> = ({ present }) =>
  present.flatMap(({ document, stage, path }) =>
    openMarkersOf(document).map(({ range, reason }) => {
      const fix = markerFix(document.text, range);
      return {
        category: "open" as const,
        stage,
        path,
        range,
        message: reason === null || reason === "" ? "Write what is asked for here." : sentence(reason),
        hint: "Replace the marker with the answer.",
        about: lineAt(document, range),
        ...(fix === null ? {} : { fix }),
      };
    }),
  );
