/**
 * The ledger of a project's claims in its store: read whole, and added to by one document per event. Nothing in it
 * is ever changed, so two who write at once, and two branches that are merged, both keep what they wrote.
 */
import {
  type Claim,
  type ClaimEvent,
  type ClaimFile,
  claimFileOf,
  claimIdsFor,
  type Ledger,
  type LedgerProblemCode,
  readLedger,
  shortClaimId,
} from "@idse/blueprint-claims";
import { DesignStore, newOperation } from "@idse/design-store";
import { blueprintSession, type DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { ClaimRefused, LedgerDamaged, Misuse, NotFound } from "./Failure.ts";
import { places } from "./Places.ts";

export interface StoredLedger extends Ledger {
  readonly project: string;
  readonly files: ReadonlyArray<ClaimFile>;
}

export const claimRef = (project: string, name: string): DocumentRef => ({
  project,
  session: blueprintSession,
  kind: `claim/${name}`,
});

/** A project without a claim costs one listing and no reading. */
export const storedLedger = (project: string) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const { heads } = yield* store.heads({ project, sessions: [blueprintSession] });
    const refs = heads.flatMap(({ ref, removed }) =>
      !removed && ref.kind.startsWith("claim/") ? [ref] : [],
    );
    const found = refs.length === 0 ? [] : yield* store.get(refs);
    const files = found.flatMap((one) =>
      one._tag === "Missing" ? [] : [{ name: one.ref.kind.slice("claim/".length), text: one.content }],
    );
    return { project, files, ...readLedger(files) } satisfies StoredLedger;
  });

/** What two clones may bring about without anybody's fault; a further event settles it. */
const settled = new Set<LedgerProblemCode>(["two-classes", "supersession-circle"]);

/** Fails where the ledger was tampered with: nothing is built on it. */
export const soundLedger = (project: string) =>
  Effect.gen(function* () {
    const ledger = yield* storedLedger(project);
    const { name } = yield* places;
    const problems = ledger.problems.filter(({ code }) => !settled.has(code));
    if (problems.length === 0) return ledger;
    return yield* new LedgerDamaged({
      problems: problems.map(({ event, message }) => ({ place: name(claimRef(project, event)), message })),
    });
  });

type Distributed<E> = E extends ClaimEvent ? Omit<E, "schema_version" | "follows"> : never;
/** An event without what the ledger itself knows. */
export type NewEvent = Distributed<ClaimEvent>;

/** The ledger with one more event, still unwritten. */
export const withEvent = (
  { project, files, heads }: StoredLedger,
  event: NewEvent,
): { readonly file: ClaimFile; readonly ledger: StoredLedger } => {
  const file = claimFileOf({ schema_version: 1, ...event, follows: [...heads] } as ClaimEvent);
  const all = [...files, file];
  return { file, ledger: { project, files: all, ...readLedger(all) } };
};

export const writeEvent = (project: string, { name, text }: ClaimFile) =>
  DesignStore.use((store) =>
    store.commit(
      [{ _tag: "Put", ref: claimRef(project, name), content: text, expect: "absent" }],
      newOperation(),
    ),
  );

/** The claim that a typed id means. */
export const requireClaim = ({ claims }: Ledger, typed: string): Effect.Effect<Claim, NotFound | Misuse> => {
  const ids = claims.map(({ id }) => id);
  const meant = claimIdsFor(typed, ids);
  const hint = "idse blueprint claims --all";
  if (meant.length > 1)
    return Effect.fail(new Misuse({ problem: `"${typed}" may be ${meant.join(" or ")}.`, hint }));
  const claim = claims.find((one) => one.id === meant[0]);
  if (claim !== undefined) return Effect.succeed(claim);
  const known = ids.length > 10 ? {} : { known: ids.map((one) => shortClaimId(one, ids)) };
  return Effect.fail(new NotFound({ what: "claim", name: typed, ...known, hint }));
};

/** The same, in force. */
export const requireActiveClaim = (ledger: Ledger, typed: string) =>
  Effect.flatMap(
    requireClaim(ledger, typed),
    (claim): Effect.Effect<Claim, ClaimRefused> =>
      claim.status === "active"
        ? Effect.succeed(claim)
        : Effect.fail(
            new ClaimRefused({
              code: "claim-not-in-force",
              claim: claim.id,
              problem: `${shortIdIn(ledger, claim.id)} is not in force: it was ${claim.status}, ${claim.ended?.reason ?? ""}.`,
              hint: "idse blueprint claims --all",
            }),
          ),
  );

export const shortIdIn = ({ claims }: Ledger, id: string): string =>
  shortClaimId(
    id,
    claims.map((one) => one.id),
  );
