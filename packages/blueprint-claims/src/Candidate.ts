/**
 * Candidates for claims: sentences that several sessions have come to say, in the same words. Decided from documents
 * and lineage alone, in one pass over all sentences. Whether a candidate is true, and worth a claim, it does not know.
 */
import type { Stage } from "@idse/pipeline-artifacts";
import { claimIdOf, claimTextProblem } from "./Claim.ts";
import { type SourceReading, standingSignOff } from "./GateEvidence.ts";
import { fewestSessions, fewestStages } from "./GateTest.ts";
import type { Sentence } from "./Sentence.ts";
import { statementOf } from "./Statement.ts";
import type { Witness } from "./Witness.ts";

interface Place {
  readonly session: string;
  readonly stage: Stage;
}

export interface CandidateSource extends Place {
  /** From 1. */
  readonly line: number;
  /** The document that it was taken over from, so that it is no witness of its own; null where it is one. */
  readonly copyOf: Place | null;
}

export interface Candidate {
  /** The id of the claim that it would become. */
  readonly id: string;
  /** As the first of its witnesses has it. */
  readonly text: string;
  /** In the order of the witnesses, copies among them. */
  readonly sources: ReadonlyArray<CandidateSource>;
  /** How many sessions and stages its witnesses stand in; copies do not count. */
  readonly sessions: number;
  readonly stages: number;
}

export interface CandidatesInput {
  /** In the order in which they came to be: of two copies the first one counts. */
  readonly witnesses: ReadonlyArray<Witness>;
  /** The session that one was spawned from, or null. */
  readonly parentOf: (session: string) => string | null;
  /** The gate asks for two, and so does this at the least. */
  readonly minSessions: number;
}

interface Saying {
  readonly witness: Witness;
  readonly sentence: Sentence;
}

/** By sessions, then by stages, most first, then by text. */
export const candidatesOf = ({
  witnesses,
  parentOf,
  minSessions,
}: CandidatesInput): ReadonlyArray<Candidate> => {
  const sayings = new Map<string, Array<Saying>>();
  const originals = new Map<string, Witness>();
  for (const witness of witnesses) {
    if (witness.says.size > 0 && !originals.has(witness.copy)) originals.set(witness.copy, witness);
    for (const [statement, sentence] of witness.says) {
      const known = sayings.get(statement);
      if (known === undefined) sayings.set(statement, [{ witness, sentence }]);
      else known.push({ witness, sentence });
    }
  }
  const originOf = originQuestion(originals, parentOf);
  const fewest = Math.max(minSessions, fewestSessions);
  return [...sayings.values()]
    .flatMap((said) => candidateOf(said, originOf, fewest) ?? [])
    .sort((a, b) => b.sessions - a.sessions || b.stages - a.stages || (a.text < b.text ? -1 : 1));
};

const candidateOf = (
  said: ReadonlyArray<Saying>,
  originOf: ReturnType<typeof originQuestion>,
  fewest: number,
): Candidate | null => {
  if (said.length < fewest) return null;
  const saying = new Map(said.map(({ witness }) => [keyOf(witness), witness]));
  const found = said.map((one) => ({ ...one, copyOf: originOf(one.witness, saying) }));
  const own = found.filter(({ copyOf }) => copyOf === null);
  const sessions = new Set(own.map(({ witness }) => witness.session)).size;
  const stages = new Set(own.map(({ witness }) => witness.stage)).size;
  if (sessions < fewest || stages < fewestStages) return null;
  const text = firstWords(own);
  if (text === null) return null;
  return {
    id: claimIdOf(text),
    text,
    sources: found.map(({ witness: { session, stage }, sentence: { line }, copyOf }) => ({
      session,
      stage,
      line,
      copyOf,
    })),
    sessions,
    stages,
  };
};

const keyOf = ({ session, stage }: Place): string => `${stage}/${session}`;

/**
 * Where a document has a statement from, if not from itself: from the same stage of a session that its own descends
 * from, or from an earlier document that says all the same.
 */
const originQuestion =
  (originals: ReadonlyMap<string, Witness>, parentOf: CandidatesInput["parentOf"]) =>
  ({ session, stage, copy }: Witness, saying: ReadonlyMap<string, Witness>): Place | null => {
    const seen = new Set([session]);
    for (let above = parentOf(session); above !== null && !seen.has(above); above = parentOf(above)) {
      if (saying.has(keyOf({ session: above, stage }))) return { session: above, stage };
      seen.add(above);
    }
    const original = originals.get(copy);
    return original === undefined || (original.session === session && original.stage === stage)
      ? null
      : { session: original.session, stage: original.stage };
  };

/** A sentence as `--claim` takes it. What markdown would read anew is set as code, which comparing does not see. */
const claimWords = ({ text, statement }: Sentence): string | null => {
  const whole = text.replace(/[;,:]$/, "");
  const worded = statementOf(whole) === statement ? whole : whole.replace(readAnew, asCode);
  return statementOf(worded) === statement && claimTextProblem(worded) === null ? worded : null;
};

/** Most often the first one's; where that is longer than a claim may be, a later one's. */
const firstWords = (said: ReadonlyArray<Saying>): string | null => {
  for (const { sentence } of said) {
    const text = claimWords(sentence);
    if (text !== null) return text;
  }
  return null;
};

const readAnew = /^(?:[-+=]+|\d+[.)])(?=\s)|\S*[<>&[\]\\#|~]\S*/g;

const asCode = (word: string): string => `\`${word.replaceAll("`", "")}\``;

/** Of the documents that say a candidate those to name at the gate: what is signed off, where that is enough for it, else all. */
export const sourcesToName = (sources: ReadonlyArray<SourceReading>): ReadonlyArray<SourceReading> => {
  const signed = sources.filter((one) => standingSignOff(one) !== null);
  const enough =
    new Set(signed.map(({ session }) => session)).size >= fewestSessions &&
    new Set(signed.map(({ stage }) => stage)).size >= fewestStages;
  return enough ? signed : sources;
};
