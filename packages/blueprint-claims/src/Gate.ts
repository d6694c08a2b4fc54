/**
 * The gate before the blueprint: whether a claim has converged. Decided from documents, sign-offs and nothing
 * else, so that whoever has the repository comes to the same answer.
 */
import type { ClaimSource } from "./ClaimEvent.ts";
import { daysBetween, type FeedbackReading, foundIn, nameOf, type SourceReading } from "./GateEvidence.ts";
import {
  type GateTest,
  hasFeedback,
  isNotContradicted,
  isSigned,
  isStable,
  noCopies,
  saysIt,
  sessionDiversity,
  stageDiversity,
  test,
} from "./GateTest.ts";
import { documentDigest, hasOpenPlace } from "./PerDocument.ts";

/** Changes with every change of what the gate lets through; recorded with each promotion. */
export const gateVersion = 1;
export const defaultMinDays = 7;

export interface Decision {
  readonly allowed: boolean;
  /** In the order in which they were made, met and failed. */
  readonly tests: ReadonlyArray<GateTest>;
  /** Of the sources in which it was found. */
  readonly sources: ReadonlyArray<ClaimSource>;
  /** The feedback that counts as evidence. */
  readonly feedback: ReadonlyArray<{ readonly session: string; readonly digest: string }>;
  /** Whole days between the first sign-off and the last. */
  readonly days: number;
}

export interface PromotionInput {
  readonly text: string;
  readonly minDays: number;
  readonly sources: ReadonlyArray<SourceReading>;
  /** Of the sessions that the sources stand in, where they have any. */
  readonly feedback: ReadonlyArray<FeedbackReading>;
}

export const promotionOf = ({ text, minDays, sources, feedback }: PromotionInput): Decision => {
  const found = foundIn(text, sources);
  const written = feedback.filter(({ untouched }) => !untouched);
  const evidence = written.filter(({ document }) => !hasOpenPlace(document));
  const days = daysBetween(found);
  return decided(
    [
      sessionDiversity(sources),
      stageDiversity(sources),
      noCopies(sources),
      saysIt(text, sources),
      isSigned(sources),
      hasFeedback(evidence, sources),
      isNotContradicted(text, written),
      isStable(found, days, minDays),
    ],
    found,
    evidence.map(({ session, document }) => ({ session, digest: documentDigest(document) })),
    days,
  );
};

/** What the blueprint began with: its own documents say it. */
export const declarationOf = (
  text: string,
  blueprint: string,
  sources: ReadonlyArray<SourceReading>,
): Decision => {
  const outside = sources.filter(({ session }) => session !== blueprint);
  const found = foundIn(text, sources);
  return decided(
    [
      test(
        "source-outside-blueprint",
        outside.length === 0,
        outside.length === 0
          ? `All sources stand in ${blueprint}.`
          : `${outside.map(nameOf).join(", ")} stands outside ${blueprint}.`,
        `Name documents of ${blueprint}. What features came to is promoted: idse blueprint promote`,
      ),
      noCopies(sources),
      saysIt(text, sources),
    ],
    found,
    [],
    daysBetween(found),
  );
};

/** One more document that says a claim which is in force. `known`: the sources that it has. */
export const reinforcementOf = (
  text: string,
  known: ReadonlyArray<ClaimSource>,
  sources: ReadonlyArray<SourceReading>,
): Decision => {
  const found = foundIn(text, sources);
  const again = sources.filter(({ document }) =>
    known.some((one) => one.digest === documentDigest(document)),
  );
  return decided(
    [
      test(
        "source-known",
        again.length === 0,
        again.length === 0
          ? "It is a source that the claim did not have."
          : `${again.map(nameOf).join(", ")} is a source of the claim as it stands.`,
        "Name another document, or the same one once it says it anew.",
      ),
      noCopies(sources),
      saysIt(text, sources),
    ],
    found,
    [],
    daysBetween(found),
  );
};

const decided = (
  tests: ReadonlyArray<GateTest>,
  sources: Decision["sources"],
  feedback: Decision["feedback"],
  days: number,
): Decision => ({ allowed: tests.every((one) => one.passed), tests, sources, feedback, days });
