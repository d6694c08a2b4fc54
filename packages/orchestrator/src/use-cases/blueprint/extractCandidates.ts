/** Which sentences several sessions have come to say, so that a person can promote them. Nothing is written. */
import {
  type Candidate,
  type Claim,
  candidatesOf,
  claimText,
  defaultMinDays,
  fewestSessions,
  promotionOf,
  type SourceReading,
  sourcesToName,
  standingSignOff,
} from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { type StoredLedger, storedLedger } from "../../ClaimLedger.ts";
import { feedbackOf, readingOf } from "../../ClaimSources.ts";
import { readWitnesses, type Witnesses } from "../../ClaimWitnesses.ts";
import { Misuse } from "../../Failure.ts";
import { type Places, places } from "../../Places.ts";
import type { ResultOf } from "../../results/Results.ts";
import { quoted, shellWord } from "../../ShellWord.ts";
import { Workspace } from "../../Workspace.ts";
import { blueprintProject } from "./making.ts";

export interface CandidateOptions {
  /** Absent: two, as the gate asks for. */
  readonly minSessions?: number;
  readonly limit?: number;
}

type Shown = ResultOf<"claim-candidates">["candidates"][number];

export const extractCandidates = ({ minSessions = fewestSessions, limit }: CandidateOptions) =>
  Effect.gen(function* () {
    if (minSessions < fewestSessions) {
      return yield* new Misuse({
        problem: `What fewer than ${fewestSessions} sessions say has not converged.`,
        hint: `idse blueprint extract-candidates --min-sessions ${fewestSessions}`,
      });
    }
    const project = yield* blueprintProject;
    const { projects } = yield* Workspace;
    const at = yield* places;
    const ledger = yield* storedLedger(project);
    const read = yield* readWitnesses(project);
    const found = candidatesOf({ ...read, minSessions });
    const inForce = new Set(ledger.claims.flatMap(({ id, status }) => (status === "active" ? [id] : [])));
    const open = found.filter(({ id }) => !inForce.has(id));
    const shown = open.slice(0, limit ?? open.length);
    const about: About = {
      project,
      options: projects.length > 1 ? ` --project ${shellWord(project)}` : "",
      at,
    };
    return answer(
      "claim-candidates",
      {
        project,
        minSessions,
        candidates: shown.map((one) => shownCandidate(one, read, ledger, about)),
        statistics: {
          sessions: read.snapshots.size,
          documents: read.witnesses.length,
          candidates: open.length,
          inForce: found.length - open.length,
        },
        truncated: shown.length < open.length,
      },
      [
        ...read.notes,
        ...(ledger.problems.length === 0
          ? []
          : ["The ledger of claims is damaged, and takes no claim; see: idse blueprint verify"]),
      ],
    );
  });

interface About {
  readonly project: string;
  /** What the next command needs to mean the same project. */
  readonly options: string;
  readonly at: Places;
}

const shownCandidate = (
  { id, text, sources, sessions, stages }: Candidate,
  { snapshots }: Witnesses,
  { claims }: StoredLedger,
  { project, options, at }: About,
): Shown => {
  const readings = sources.flatMap((source): ReadonlyArray<Read> => {
    const snapshot = snapshots.get(source.session);
    const document = snapshot?.documents.get(source.stage);
    return snapshot === undefined || document === undefined
      ? []
      : [{ source, reading: readingOf(snapshot, source.stage, document) }];
  });
  const named = sourcesToName(
    readings.flatMap(({ source, reading }) => (source.copyOf === null ? [reading] : [])),
  );
  const before = claims.find((one) => one.id === id);
  return {
    id,
    text,
    sessions,
    stages,
    sources: readings.map(({ source, reading }) => {
      const signOff = standingSignOff(reading);
      return {
        session: source.session,
        stage: source.stage,
        path: at.path({ project, session: source.session, kind: source.stage }),
        line: source.line,
        signedOff: signOff === null ? null : { by: signOff.by, kind: signOff.kind, at: signOff.at },
        copyOf: source.copyOf === null ? null : { ...source.copyOf },
        named: named.includes(reading),
      };
    }),
    gate: gateOf(text, named, snapshots),
    takenBack: takenBackOf(before),
    next: [
      `idse blueprint promote --claim ${quoted(text)} --classification CLASS`,
      ...named.map(({ session, stage }) => ` --source ${shellWord(`${session}:${stage}`)}`),
      before === undefined ? "" : " --revive",
      options,
    ].join(""),
  };
};

const takenBackOf = (claim: Claim | undefined): Shown["takenBack"] => {
  const ended = claim?.ended ?? null;
  return claim === undefined || ended === null ? null : { status: claim.status, ...ended };
};

interface Read {
  readonly source: Candidate["sources"][number];
  readonly reading: SourceReading;
}

/** What `promote` would say of these sources now. */
const gateOf = (
  text: string,
  named: ReadonlyArray<SourceReading>,
  snapshots: Witnesses["snapshots"],
): Shown["gate"] => {
  const sessions = [...new Set(named.map(({ session }) => session))];
  const { allowed, days, tests } = promotionOf({
    text: claimText(text),
    minDays: defaultMinDays,
    sources: named,
    feedback: feedbackOf(sessions.flatMap((id) => snapshots.get(id) ?? [])),
  });
  return {
    allowed,
    minDays: defaultMinDays,
    days,
    unmet: tests.flatMap(({ passed, code, message, how }) => (passed ? [] : [{ code, message, how }])),
  };
};
