/** Claims as results show them. */
import { type Claim, type ClaimSource, shortClaimId } from "@idse/blueprint-claims";
import type { Places } from "./Places.ts";
import type { ResultOf } from "./results/Results.ts";

type ShownClaim = ResultOf<"claim-list">["claims"][number];

export const shownSource = (project: string, source: ClaimSource, { path }: Places) => ({
  session: source.session,
  stage: source.stage,
  path: path({ project, session: source.session, kind: source.stage }),
  line: source.line,
  digest: source.digest,
  quote: source.quote,
  foundBy: source.found_by,
  signedOff: source.signed,
});

export const shownClaim = (
  project: string,
  claim: Claim,
  ids: ReadonlyArray<string>,
  at: Places,
): ShownClaim => ({
  id: claim.id,
  shortId: shortClaimId(claim.id, ids),
  text: claim.text,
  classification: claim.classification,
  status: claim.status,
  origin: claim.origin,
  sources: claim.sources.map((one) => shownSource(project, one, at)),
  events: claim.events.map(({ name, event }) => ({ name, event: event.event, by: event.by, at: event.at })),
  ended: claim.ended,
  supersededBy: claim.supersededBy,
});
