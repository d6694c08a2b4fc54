/** The documents that are named as sources of a claim, read with what the gate asks of them. A source that is not there is an error. */
import type { FeedbackReading, SourceReading } from "@idse/blueprint-claims";
import { type ArtifactDocument, isStage, type Stage, stages } from "@idse/pipeline-artifacts";
import { isStageUntouched } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { Misuse, NotFound } from "./Failure.ts";
import { places } from "./Places.ts";
import { requireSession } from "./SessionChange.ts";
import { readSessions, requireRecords, type SessionSnapshot } from "./Snapshot.ts";
import { malformed } from "./Workspace.ts";

export interface NamedSource {
  /** `session:stage`, with `#L12` for a place in it. */
  readonly source: string;
  /** Other words than the claim's that stand there; null for the claim's own. */
  readonly quote: string | null;
}

interface ParsedSource {
  readonly session: string;
  readonly stage: Stage;
  readonly named: SourceReading["named"];
}

const example = "As in --source checkout:spec, or --source checkout:spec#L12 for a place.";

export const parseSource = ({ source, quote }: NamedSource): Effect.Effect<ParsedSource, Misuse> => {
  const [, session = "", stage = "", line] = /^([^:]+):([a-z]+)(?:#L(\d{1,7}))?$/.exec(source.trim()) ?? [];
  if (session === "")
    return Effect.fail(new Misuse({ problem: `"${source}" does not name a document.`, hint: example }));
  if (!isStage(stage))
    return Effect.fail(
      new Misuse({ problem: `"${stage}" is not a stage.`, hint: `One of: ${stages.join(", ")}` }),
    );
  if (line !== undefined && quote !== null) {
    const problem = `${source} names a place, and the quote its words; one of them is enough.`;
    return Effect.fail(new Misuse({ problem, hint: example }));
  }
  if (quote !== null) return Effect.succeed({ session, stage, named: { quote } });
  return Effect.succeed({ session, stage, named: line === undefined ? null : { line: Number(line) } });
};

export interface ReadSources {
  readonly sources: ReadonlyArray<SourceReading>;
  /** Of the sessions that they stand in. */
  readonly feedback: ReadonlyArray<FeedbackReading>;
}

export const readSources = (project: string, named: ReadonlyArray<NamedSource>) =>
  Effect.gen(function* () {
    if (named.length === 0) {
      return yield* new Misuse({ problem: "A claim needs a source.", hint: example });
    }
    const parsed: Array<ParsedSource> = [];
    for (const one of named) parsed.push(yield* parseSource(one));
    const ids = [...new Set(parsed.map((one) => one.session))];
    for (const id of ids) yield* requireSession(project, id);
    const snapshots = new Map((yield* readSessions(project, ids)).map((one) => [one.id, one]));
    const sources: Array<SourceReading> = [];
    for (const one of parsed) {
      const snapshot = snapshots.get(one.session);
      if (snapshot === undefined) return yield* Effect.die(new Error("a store gave no answer for a session"));
      yield* requireRecords(snapshot);
      sources.push(yield* sourceOf(snapshot, one));
    }
    return { sources, feedback: feedbackOf([...snapshots.values()]) } satisfies ReadSources;
  });

/** What the gate asks of the sessions that sources stand in. */
export const feedbackOf = (
  snapshots: ReadonlyArray<Pick<SessionSnapshot, "id" | "documents" | "state">>,
): ReadonlyArray<FeedbackReading> =>
  snapshots.flatMap((snapshot) => {
    const document = snapshot.documents.get("feedback");
    if (document === undefined) return [];
    return [
      { session: snapshot.id, document, untouched: isUntouchedIn(snapshot, "feedback", document.text) },
    ];
  });

const isUntouchedIn = ({ state }: Pick<SessionSnapshot, "state">, stage: Stage, text: string): boolean =>
  isStageUntouched(stage, text, state?.stages[stage]);

const sourceOf = (snapshot: SessionSnapshot, { session, stage, named }: ParsedSource) =>
  Effect.gen(function* () {
    const { project, documents, unreadable } = snapshot;
    const { name } = yield* places;
    const problem = unreadable.get(stage)?.message ?? documents.get(stage)?.problem ?? null;
    if (problem !== null) {
      return yield* malformed(name({ project, session, kind: stage }), {
        message: problem,
        line: 1,
        column: 1,
      });
    }
    const document = documents.get(stage);
    if (document === undefined) {
      return yield* new NotFound({
        what: "document",
        name: `${session}:${stage}`,
        hint: `idse status --session ${session}`,
      });
    }
    return readingOf(snapshot, stage, document, named);
  });

/** A document with what the gate asks of it. */
export const readingOf = (
  snapshot: Pick<SessionSnapshot, "id" | "state">,
  stage: Stage,
  document: ArtifactDocument,
  named: SourceReading["named"] = null,
): SourceReading => {
  const signOff = snapshot.state?.stages[stage].sign_off ?? null;
  return {
    session: snapshot.id,
    stage,
    document,
    untouched: isUntouchedIn(snapshot, stage, document.text),
    signOff:
      signOff === null
        ? null
        : { by: signOff.by, kind: signOff.kind, at: signOff.at, digest: signOff.digest },
    named,
  };
};
