/** What the work on a stage builds on, as far as a budget of tokens holds it. */
import { type Stage, stageDefinition } from "@idse/pipeline-artifacts";
import { nextStage } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession } from "../Assessment.ts";
import { mentionedSections } from "../ContextMentions.ts";
import { packSections } from "../ContextPacking.ts";
import { type ContextSection, contextDocuments, contextSections } from "../ContextSections.ts";
import { closingCost } from "../ContextText.ts";
import { law } from "../Law.ts";
import { parentIdOf } from "../Parent.ts";
import { places } from "../Places.ts";
import { currentSnapshot, notesOf, readSessions, type SessionSnapshot } from "../Snapshot.ts";
import { parseStage } from "./next.ts";

export interface ContextOptions {
  /** In tokens. */
  readonly budget: number;
  /** Absent: the next one of the session. */
  readonly stage?: string;
}

export const context = ({ budget, stage: named }: ContextOptions) =>
  Effect.gen(function* () {
    const wanted = named === undefined ? null : yield* parseStage(named);
    const { choice, snapshot } = yield* currentSnapshot;
    const assessment = yield* assessSession(snapshot.project, snapshot.id, choice);
    const stage = wanted ?? nextStage(assessment.states);
    const found = stage === null ? [] : yield* sectionsFor(stage, snapshot, assessment);
    const closing = closingCost(snapshot.id, stage ?? "", budget, found.length);
    const packed = packSections(found, budget, closing);
    const at = yield* places;
    const listed = ({
      session,
      stage: kind,
      section,
      line,
      endLine,
      place,
      mentioned,
      tokens,
    }: ContextSection) => ({
      session,
      stage: kind,
      path: at.path({ project: snapshot.project, session, kind }),
      section,
      line,
      endLine,
      place,
      mentioned,
      estimatedTokens: tokens,
    });
    return answer(
      "context",
      {
        project: snapshot.project,
        session: snapshot.id,
        stage,
        budget,
        estimatedTokens: packed.tokens,
        sections: packed.sections.map((one) => ({ ...listed(one), text: one.text })),
        omitted: packed.omitted.map(listed),
        whole: packed.whole,
        smallest: packed.smallest,
        message: found.length > 0 ? null : nothingFound(stage),
        resolvedBy: choice.resolvedBy,
      },
      notesOf(snapshot),
    );
  });

const nothingFound = (stage: Stage | null): string =>
  stage === null
    ? "All stages are completed. Name one with --stage."
    : `Nothing is written yet that the ${stageDefinition(stage).stage} builds on.`;

const sectionsFor = (
  stage: Stage,
  snapshot: SessionSnapshot,
  { reading, findings, states }: Effect.Success<ReturnType<typeof assessSession>>,
) =>
  Effect.gen(function* () {
    const { project, id: session } = snapshot;
    const parent = yield* parentOf(snapshot);
    const { ruleSet } = yield* law;
    const { name } = yield* places;
    const documents = contextDocuments(stage, snapshot, parent);
    const mentioned = mentionedSections(
      {
        project,
        session,
        parent: parent?.id ?? null,
        stage,
        document: snapshot.documents.get(stage),
        findings,
        states,
        examination: reading.examination,
        scheme: ruleSet.identifiers,
      },
      documents,
    );
    return documents.flatMap((one) =>
      contextSections(one, name({ project, session: one.session, kind: one.stage }), mentioned),
    );
  });

/** Null where there is none, and where its name can be none of a session. */
const parentOf = (snapshot: SessionSnapshot) =>
  Effect.gen(function* () {
    const id = parentIdOf(snapshot);
    if (id === null) return null;
    const [parent = null] = yield* readSessions(snapshot.project, [id]).pipe(
      Effect.catchTag("Rejected", () => Effect.succeed([])),
    );
    return parent;
  });
