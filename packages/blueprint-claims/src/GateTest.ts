/** The tests of the gate. Each says what was seen, and how it is met where it is not. */
import { claimIdOf, claimIdsFor } from "./Claim.ts";
import type { ClaimSource } from "./ClaimEvent.ts";
import { comparable, copyDigest } from "./Comparison.ts";
import {
  type FeedbackReading,
  nameOf,
  placeIn,
  type SourceReading,
  standingSignOff,
} from "./GateEvidence.ts";
import { passagesOf } from "./Passage.ts";
import { statementOf } from "./Statement.ts";

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

export const test = (code: GateCode, passed: boolean, message: string, how: string): GateTest => ({
  code,
  passed,
  message,
  how: passed ? null : how,
});

/** What counts as several. */
export const fewestSessions = 2;
export const fewestStages = 2;

export const sessionDiversity = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const sessions = new Set(sources.map((one) => one.session));
  return test(
    "insufficient-session-diversity",
    sessions.size >= fewestSessions,
    `${sessions.size} of at least ${fewestSessions} sessions: ${[...sessions].join(", ")}.`,
    "Name a source in another session that came to it independently: --source SESSION:STAGE",
  );
};

export const stageDiversity = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const stages = new Set(sources.map((one) => one.stage));
  return test(
    "insufficient-stage-diversity",
    stages.size >= fewestStages,
    `${stages.size} of at least ${fewestStages} stages: ${[...stages].join(", ")}.`,
    "Name a source of another stage: what was specified and what was learnt are two different witnesses.",
  );
};

export const noCopies = (sources: ReadonlyArray<SourceReading>): GateTest => {
  const seen = new Map<string, string>();
  const copies: Array<string> = [];
  for (const source of sources) {
    const key = copyDigest(source.document);
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

export const saysIt = (text: string, sources: ReadonlyArray<SourceReading>): GateTest => {
  const statement = statementOf(text);
  const missing = sources.filter((source) => placeIn(statement, source) === null);
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

export const isSigned = (sources: ReadonlyArray<SourceReading>): GateTest => {
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

export const hasFeedback = (
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
const contradictionIn = (id: string, statement: string, { document }: FeedbackReading): number | null => {
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

export const isNotContradicted = (text: string, feedback: ReadonlyArray<FeedbackReading>): GateTest => {
  const id = claimIdOf(text);
  const statement = statementOf(text);
  const found = feedback.flatMap((one) => {
    const line = contradictionIn(id, statement, one);
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

export const isStable = (found: ReadonlyArray<ClaimSource>, days: number, minDays: number): GateTest => {
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
