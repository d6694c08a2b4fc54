import { conflictMarkersOf } from "@idse/pipeline-artifacts";
import { type Check, lineAt } from "../Check.ts";

export const conflictMarkers: Check<"conflict-markers"> = ({ present }) =>
  present.flatMap(({ document, stage, path }) =>
    conflictMarkersOf(document).map((range) => ({
      category: "violation",
      stage,
      path,
      range,
      message: "Finish the merge: decide between the two versions and remove the conflict markers.",
      about: lineAt(document, range),
    })),
  );
