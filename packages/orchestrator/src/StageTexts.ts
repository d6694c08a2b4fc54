/** Single documents of many sessions, read in one request each some sessions; those as their template left them are left out. */
import { DesignStore } from "@idse/design-store";
import { ArtifactDocument, type Stage } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { SessionReading } from "./Reading.ts";

export interface StageText {
  readonly session: string;
  readonly stage: Stage;
  readonly document: ArtifactDocument;
}

const batchSize = 50;

export const writtenTexts = (
  project: string,
  readings: ReadonlyArray<SessionReading>,
  stages: ReadonlyArray<Stage>,
) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const refs = readings.flatMap(({ id, states, examination }) =>
      states.flatMap(({ stage, status }) => {
        const readable = examination.documents.some((one) => one.stage === stage && one.present);
        const written = readable && status !== "missing" && status !== "pending";
        return written && stages.includes(stage) ? [{ project, session: id, kind: stage }] : [];
      }),
    );
    const found: Array<StageText> = [];
    for (let start = 0; start < refs.length; start += batchSize) {
      const batch = refs.slice(start, start + batchSize);
      const answers = yield* store.get(batch);
      answers.forEach((one, index) => {
        const ref = batch[index];
        if (one._tag === "Missing" || ref === undefined) return;
        found.push({ session: ref.session, stage: ref.kind, document: new ArtifactDocument(one.content) });
      });
    }
    return found;
  });
