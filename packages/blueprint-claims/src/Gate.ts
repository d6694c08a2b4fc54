/**
 * The gate before the blueprint: whether a claim has converged. Decided from documents, sign-offs and nothing
 * else, so that whoever has the repository comes to the same answer.
 */
import { type ArtifactDocument, digestOf, openMarkersOf, type Stage } from "@idse/pipeline-artifacts";
import { claimIdOf, claimIdsFor } from "./Claim.ts";
import type { ClaimSource } from "./ClaimEvent.ts";
import { passagesOf } from "./Passage.ts";
import { comparable, copyDigest, placeAtLine, placeOfStatement, statementOf } from "./Statement.ts";

/** Changes with every change of what the gate lets through; recorded with each promotion. */
export const gateVersion = 1;
export const defaultMinDays = 7;

/** A document that is said to hold the claim. */
export interface SourceReading {
  readonly session: string;
  readonly stage: Stage;
  readonly document: ArtifactDocument;
  /** Still as its template left it. */
  readonly untouched: boolean;
  readonly signOff: {
    readonly by: string;
    readonly kind: "human" | "agent";
    readonly at: string;
    /** Of the document that was signed. */
    readonly digest: string;
  } | null;
  /** Other words that a person named, or the line where they stand; null for the claim's own words. */
  readonly named: { readonly quote: string } | { readonly line: number } | null;
}

export interface FeedbackReading {
  readonly session: string;
  readonly document: ArtifactDocument;
  readonly untouched: boolean;
}

export type GateCode =
  | "insufficient-session-diversity"
  | "insufficient-stage-diversity"
  | "duplicate-statement"
  | "claim-not-in-source"
  | "source-not-signed-off"
  | "no-feedback-evidence"
  | "contradicted-by-feedback"
  | "insufficient-temporal-stability"
  | "source-outside-blueprint"
  | "source-known";

export interface GateTest {
  /** What it says where it fails. */
  readonly code: GateCode;
  readonly passed: boolean;
  /** What was seen. */
  readonly message: string;
  /** How to meet it; null where it is met. */
  readonly how: string | null;
}

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
  const evidence = written.filter(({ document }) => openMarkersOf(document).length === 0);
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
    evidence.map(({ session, document }) => ({ session, digest: digestOf(document.text) })),
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
  const again = sources.filter(({ document }) => known.some((one) => one.digest === digestOf(document.text)));
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

const test = (code: GateCode, passed: boolean, message: string, how: string): GateTest => ({
  code,
  passed,
  message,
  how: passed ? null : how,
});

const nameOf = ({ session, stage }: Pick<SourceReading, "session" | "stage">): string =>
  `${session}:${stage}`;

const standingSignOff = ({ signOff, document }: SourceReading) =>
  signOff !== null && signOff.digest === digestOf(document.text) ? signOff : null;

const placeIn = (text: string, { document, untouched, named }: SourceReading) => {
  if (untouched) return null;
  if (named === null) return placeOfStatement(document, text);
  return "quote" in named ? placeOfStatement(document, named.quote) : placeAtLine(document, named.line);
};

const howFound = ({ named }: SourceReading): ClaimSource["found_by"] => {
  if (named === null) return "claim";
  return "quote" in named ? "quote" : "place";
};

/** The evidence: each source in which it stands, with its place and sign-off. */
const foundIn = (text: string, sources: ReadonlyArray<SourceReading>): ReadonlyArray<ClaimSource> =>
  sources.flatMap((source) => {
    const place = placeIn(text, source);
    if (place === null) return [];
    const signOff = standingSignOff(source);
    return [
      {
        session: source.session,
        stage: source.stage,
        digest: digestOf(source.document.text),
        line: place.line,
        quote: place.sentence,
        found_by: howFound(source),
        signed: signOff === null ? null : { by: signOff.by, kind: signOff.kind, at: signOff.at },
      },
    ];
  });

const sessionDiversity = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const sessions = new Set(sources.map((one) => one.session));
  return test(
    "insufficient-session-diversity",
    sessions.size >= 2,
    `${sessions.size} of at least 2 sessions: ${[...sessions].join(", ")}.`,
    "Name a source in another session that came to it independently: --source SESSION:STAGE",
  );
};

const stageDiversity = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const stages = new Set(sources.map((one) => one.stage));
  return test(
    "insufficient-stage-diversity",
    stages.size >= 2,
    `${stages.size} of at least 2 stages: ${[...stages].join(", ")}.`,
    "Name a source of another stage: what was specified and what was learnt are two different witnesses.",
  );
};

const noCopies = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const seen = new Map<string, string>();
  const copies: Array<string> = [];
  for (const source of sources) {
    const key = copyDigest(source.document.text);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, nameOf(source));
    else copies.push(`${nameOf(source)} says what ${first} says, word for word`);
  }
  return test(
    "duplicate-statement",
    copies.length === 0,
    copies.length === 0 ? "No source is a copy of another." : `${copies.join("; ")}.`,
    "Leave the copy out, and name a document that was written by itself.",
  );
};

const saysIt = (text: string, sources: ReadonlyArray<SourceReading>): GateTest => {
  const missing = sources.filter((source) => placeIn(text, source) === null);
  const why = (source: SourceReading): string => {
    if (source.untouched) return `${nameOf(source)} is as its template left it`;
    if (source.named === null) return `${nameOf(source)} does not say it`;
    return "quote" in source.named
      ? `${nameOf(source)} does not hold the words "${source.named.quote}"`
      : `line ${source.named.line} of ${nameOf(source)} holds no running text`;
  };
  return test(
    "claim-not-in-source",
    missing.length === 0,
    missing.length === 0
      ? `${sources.length === 1 ? "The source says" : "All sources say"} it.`
      : `${missing.map(why).join("; ")}.`,
    'Write the claim as the document says it. Where it says so in other words, name them: --source SESSION:STAGE --quote "…", or --source SESSION:STAGE#L12',
  );
};

const isSigned = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const unsigned = sources.filter((source) => standingSignOff(source) === null);
  const first = unsigned[0];
  return test(
    "source-not-signed-off",
    unsigned.length === 0,
    unsigned.length === 0
      ? "All sources are signed off as they stand."
      : `${unsigned.map(nameOf).join(", ")} ${unsigned.length === 1 ? "is" : "are"} not signed off as ${unsigned.length === 1 ? "it stands" : "they stand"}.`,
    first === undefined
      ? ""
      : `idse session set-stage ${first.session} --stage ${first.stage} --status completed`,
  );
};

const hasFeedback = (
  evidence: ReadonlyArray<FeedbackReading>,
  sources: ReadonlyArray<SourceReading>,
): GateTest => {
  const sessions = [...new Set(sources.map((one) => one.session))];
  return test(
    "no-feedback-evidence",
    evidence.length > 0,
    evidence.length > 0
      ? `Feedback was written in ${evidence.map((one) => one.session).join(", ")}.`
      : `No feedback was written to its end in ${sessions.join(", ")}.`,
    `Write what was learnt into the feedback of one of them: idse next --stage feedback --session ${sessions[0] ?? "SESSION"}`,
  );
};

const marker = /\[\s*contradiction\s*(?::\s*([^\]]*))?\]/gi;
const takenBack =
  /\b(?:contradicts?|contradicted|(?:was|is|were|are|been) rejected|no longer holds?|turned out (?:to be )?(?:false|wrong|untrue))\b/i;

/** An explicit marker speaks against every claim, or the one it names; a phrase against the claim it stands beside. */
const contradictionIn = (text: string, { document }: FeedbackReading): number | null => {
  const id = claimIdOf(text);
  const statement = statementOf(text);
  for (const passage of passagesOf(document)) {
    for (const match of passage.text.matchAll(marker)) {
      const named = (match[1] ?? "").split(/[\s,;]+/).filter((word) => /^c-[0-9a-f]+$/i.test(word));
      if (named.length === 0 || named.some((word) => claimIdsFor(word, [id]).length > 0))
        return passage.lineAt(match.index);
    }
    if (takenBack.test(passage.text) && comparable(passage.text).includes(statement))
      return passage.firstLine;
  }
  return null;
};

const isNotContradicted = (text: string, feedback: ReadonlyArray<FeedbackReading>): GateTest => {
  const found = feedback.flatMap((one) => {
    const line = contradictionIn(text, one);
    return line === null ? [] : [`${one.session}:feedback#L${line}`];
  });
  return test(
    "contradicted-by-feedback",
    found.length === 0,
    found.length === 0
      ? "No feedback speaks against it."
      : `Feedback speaks against it: ${found.join(", ")}.`,
    "Settle the contradiction in that feedback. A marker that is about another claim names it: [contradiction: C-1a2b3c4d]",
  );
};

const dayLength = 86_400_000;

const daysBetween = (sources: ReadonlyArray<ClaimSource>): number => {
  const times = sources.flatMap(({ signed }) => (signed === null ? [] : [Date.parse(signed.at)]));
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? 0 : Math.floor((Math.max(...known) - Math.min(...known)) / dayLength);
};

const isStable = (found: ReadonlyArray<ClaimSource>, days: number, minDays: number): GateTest => {
  const dates = found.flatMap(({ signed }) => (signed === null ? [] : [signed.at.slice(0, 10)])).toSorted();
  const [first] = dates;
  const seen =
    first === undefined ? "no sign-off stands" : `signed off from ${first} to ${dates.at(-1) ?? first}`;
  return test(
    "insufficient-temporal-stability",
    days >= minDays,
    `${days} of at least ${minDays} days lie between the sign-offs of the sources: ${seen}.`,
    "Wait until a later session signs it off too, or take less on yourself, which is recorded: --min-days N",
  );
};
