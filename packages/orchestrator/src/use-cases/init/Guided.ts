/** The intent asked for question by question: every open marker of its template is one. */
import { ArtifactDocument, openMarkersOf, templateOf } from "@idse/pipeline-artifacts";

export const guidedQuestions = (): ReadonlyArray<string> =>
  openMarkersOf(new ArtifactDocument(templateOf("intent"))).map(
    (marker) => marker.reason ?? "What belongs here?",
  );

/** Puts answers in the place of the markers, in order; a blank answer leaves its marker. */
export const answerMarkers = (text: string, answers: ReadonlyArray<string>): string => {
  const markers = openMarkersOf(new ArtifactDocument(text));
  let filled = text;
  for (let index = markers.length - 1; index >= 0; index--) {
    const given = answers[index]?.trim() ?? "";
    const range = markers[index]?.range;
    if (given === "" || range === undefined) continue;
    filled = filled.slice(0, range.start.offset) + given + filled.slice(range.end.offset);
  }
  return filled;
};
