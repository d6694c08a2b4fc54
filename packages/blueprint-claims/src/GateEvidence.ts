/** What the gate looks at: the documents that are said to hold a claim, where they say it, and who signed them. */
import type { ArtifactDocument, Stage } from "@idse/pipeline-artifacts";
import type { ClaimSource } from "./ClaimEvent.ts";
import { documentDigest } from "./PerDocument.ts";
import { placeAtLine, placeOfStatement, placeSaying, statementOf } from "./Statement.ts";

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

export const nameOf = ({ session, stage }: Pick<SourceReading, "session" | "stage">): string =>
  `${session}:${stage}`;

export const standingSignOff = ({ signOff, document }: SourceReading) =>
  signOff !== null && signOff.digest === documentDigest(document) ? signOff : null;

/** `statement`: the claim as it is compared. */
export const placeIn = (statement: string, { document, untouched, named }: SourceReading) => {
  if (untouched) return null;
  if (named === null) return placeSaying(document, statement);
  return "quote" in named ? placeOfStatement(document, named.quote) : placeAtLine(document, named.line);
};

const howFound = ({ named }: SourceReading): ClaimSource["found_by"] => {
  if (named === null) return "claim";
  return "quote" in named ? "quote" : "place";
};

/** The evidence: each source in which it stands, with its place and sign-off. */
export const foundIn = (text: string, sources: ReadonlyArray<SourceReading>): ReadonlyArray<ClaimSource> => {
  const statement = statementOf(text);
  return sources.flatMap((source) => {
    const place = placeIn(statement, source);
    if (place === null) return [];
    const signOff = standingSignOff(source);
    return [
      {
        session: source.session,
        stage: source.stage,
        digest: documentDigest(source.document),
        line: place.line,
        quote: place.sentence,
        found_by: howFound(source),
        signed: signOff === null ? null : { by: signOff.by, kind: signOff.kind, at: signOff.at },
      },
    ];
  });
};

const dayLength = 86_400_000;

export const daysBetween = (sources: ReadonlyArray<ClaimSource>): number => {
  const times = sources.flatMap(({ signed }) => (signed === null ? [] : [Date.parse(signed.at)]));
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? 0 : Math.floor((Math.max(...known) - Math.min(...known)) / dayLength);
};
