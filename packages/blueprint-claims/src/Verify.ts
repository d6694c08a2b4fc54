/**
 * Whether a blueprint can be relied on: nobody edited or deleted an event, the block says what the ledger says,
 * and the documents still say what is claimed. Known from the files alone, without a history.
 */
import type { ArtifactDocument, Stage } from "@idse/pipeline-artifacts";
import { blockProblemOf } from "./BlueprintText.ts";
import type { ClaimSource } from "./ClaimEvent.ts";
import type { Claim, Ledger, LedgerProblemCode } from "./Ledger.ts";
import { placeOfStatement } from "./Statement.ts";

export type ClaimFindingCode = LedgerProblemCode | "block-differs" | "source-missing" | "source-changed";

export interface ClaimFinding {
  /** What it is about: the record, the text that is made from it, or the ground of a claim. */
  readonly kind: "ledger" | "block" | "drift";
  readonly code: ClaimFindingCode;
  readonly claim: string | null;
  /** The file of the ledger that it shows in. */
  readonly event: string | null;
  /** The document that it shows in. */
  readonly source: { readonly session: string; readonly stage: Stage } | null;
  /** From 1; null for what is not there. */
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

export interface VerifyInput {
  readonly ledger: Ledger;
  /** The text of blueprint.md, or null; undefined where none is kept. */
  readonly blueprint: string | null | undefined;
  /** Of a document as it stands; null where there is none. */
  readonly digestOf: (session: string, stage: Stage) => string | null;
  /** Asked only where the digest is another than the recorded one. */
  readonly documentOf: (session: string, stage: Stage) => ArtifactDocument | null;
}

export const verify = ({ ledger, blueprint, ...documents }: VerifyInput): ReadonlyArray<ClaimFinding> => [
  ...ledger.problems.map(
    ({ code, claim, event, line, message }): ClaimFinding => ({
      kind: "ledger",
      code,
      claim,
      event,
      source: null,
      line,
      message,
      hint: hints[code],
    }),
  ),
  ...blockFindings(ledger, blueprint),
  ...ledger.claims.flatMap((claim) => (claim.status === "active" ? driftOf(claim, documents) : [])),
];

const fromHistory = "Bring the file back from git's history; no event is ever changed.";
const moveOn = ({ id }: Claim): string =>
  `Let the document say it again, or take the claim back: idse blueprint demote --claim-id ${id.slice(0, 10)} --reason TEXT`;

const hints: Readonly<Record<LedgerProblemCode, string>> = {
  "unreadable-event": fromHistory,
  "edited-event": fromHistory,
  "missing-event": "Bring the missing file back from git's history; no event is ever deleted.",
  "unknown-claim": "Bring the file that made the claim back from git's history.",
  "wrong-claim-id": fromHistory,
  "two-classes":
    "Two clones made the claim, each of another class; the first one counts. Take it back and make it again.",
  "superseded-by-itself": fromHistory,
  "unknown-successor": "Bring the file that made the other claim back from git's history.",
  "supersession-circle": "Bring one of the two back: idse blueprint promote --claim TEXT --revive",
};

const blockFindings = (ledger: Ledger, blueprint: VerifyInput["blueprint"]): ReadonlyArray<ClaimFinding> => {
  if (blueprint === undefined) return [];
  const problem = blockProblemOf(blueprint, ledger.claims);
  if (problem === null) return [];
  const { line, message, hint } = problem;
  return [
    { kind: "block", code: "block-differs", claim: null, event: null, source: null, line, message, hint },
  ];
};

const driftOf = (
  claim: Claim,
  { digestOf, documentOf }: Pick<VerifyInput, "digestOf" | "documentOf">,
): ReadonlyArray<ClaimFinding> =>
  claim.sources.flatMap((one): ReadonlyArray<ClaimFinding> => {
    const { session, stage } = one;
    const digest = digestOf(session, stage);
    if (digest === one.digest) return [];
    const event = claim.events.findLast(({ event: { event, ...rest } }) =>
      event === "demoted" ? false : "sources" in rest && rest.sources.some((source) => isSame(source, one)),
    );
    const about = {
      kind: "drift",
      claim: claim.id,
      event: event?.name ?? null,
      source: { session, stage },
    } as const;
    const document = digest === null ? null : documentOf(session, stage);
    if (document === null) {
      const message = `The ${stage} of ${session}, from which the claim was taken, is not here.`;
      return [{ ...about, code: "source-missing", line: null, message, hint: moveOn(claim) }];
    }
    if (stillSays(claim, one, document)) return [];
    const message = `The ${stage} of ${session} no longer says: ${one.quote}`;
    const line = Math.min(one.line, document.lines.lineCount);
    return [{ ...about, code: "source-changed", line, message, hint: moveOn(claim) }];
  });

const isSame = (left: ClaimSource, right: ClaimSource): boolean =>
  left.session === right.session && left.stage === right.stage && left.digest === right.digest;

const stillSays = (claim: Claim, source: ClaimSource, document: ArtifactDocument): boolean =>
  placeOfStatement(document, source.found_by === "claim" ? claim.text : source.quote) !== null;
