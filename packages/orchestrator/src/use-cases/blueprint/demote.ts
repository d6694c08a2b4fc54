/** A claim is taken back, as openly as it was made: with a reason, and its successor where it has one. */
import * as Effect from "effect/Effect";
import { requireActiveClaim, soundLedger } from "../../ClaimLedger.ts";
import { Misuse } from "../../Failure.ts";
import type { SignerOptions } from "../../Signer.ts";
import { blueprintProject, deciderOf } from "./making.ts";
import { record } from "./record.ts";

export interface DemoteOptions extends SignerOptions {
  readonly claimId: string;
  readonly reason: string;
  /** `invalidated` or `superseded`; absent: superseded where a successor is named, else invalidated. */
  readonly status?: string;
  readonly supersedingClaimId?: string;
  readonly dryRun?: boolean;
}

const endings = ["invalidated", "superseded"] as const;

const endingOf = ({ status, supersedingClaimId }: DemoteOptions) => {
  const ending = endings.find(
    (one) => one === (status ?? (supersedingClaimId === undefined ? "invalidated" : "superseded")),
  );
  if (ending === undefined) {
    const problem = `"${status}" is not a way to take a claim back.`;
    return Effect.fail(new Misuse({ problem, hint: `One of: ${endings.join(", ")}` }));
  }
  if ((ending === "superseded") === (supersedingClaimId !== undefined)) return Effect.succeed(ending);
  return Effect.fail(
    ending === "superseded"
      ? new Misuse({
          problem: "A claim is superseded by another one; say by which.",
          hint: "--superseding-claim-id CLAIM",
        })
      : new Misuse({
          problem: "A claim that is invalidated has no successor.",
          hint: "--status superseded, or leave --superseding-claim-id out",
        }),
  );
};

export const demoteClaim = (options: DemoteOptions) =>
  Effect.gen(function* () {
    const reason = options.reason.replace(/\s+/g, " ").trim();
    if (reason === "") {
      return yield* new Misuse({
        problem: "A claim is taken back for a reason.",
        hint: '--reason "what turned out otherwise"',
      });
    }
    const status = yield* endingOf(options);
    const ledger = yield* soundLedger(yield* blueprintProject);
    const claim = yield* requireActiveClaim(ledger, options.claimId);
    const successor =
      options.supersedingClaimId === undefined
        ? null
        : yield* requireActiveClaim(ledger, options.supersedingClaimId);
    if (successor?.id === claim.id) {
      return yield* new Misuse({
        problem: "A claim cannot supersede itself.",
        hint: "Name the claim that takes its place: idse blueprint claims",
      });
    }
    const signer = yield* deciderOf(options);
    return yield* record({
      ledger,
      claim,
      decision: null,
      event: {
        event: "demoted",
        claim: claim.id,
        ...signer,
        status,
        reason,
        superseded_by: successor?.id ?? null,
      },
      dryRun: options.dryRun === true,
    });
  });
