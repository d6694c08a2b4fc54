/** One more document bears out a claim that is in force. */
import { reinforcementOf } from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { requireActiveClaim, soundLedger } from "../../ClaimLedger.ts";
import { type NamedSource, readSources } from "../../ClaimSources.ts";
import type { SignerOptions } from "../../Signer.ts";
import { blueprintProject, deciderOf } from "./making.ts";
import { record } from "./record.ts";

export interface ReinforceOptions extends SignerOptions {
  readonly claimId: string;
  readonly sources: ReadonlyArray<NamedSource>;
  readonly dryRun?: boolean;
}

export const reinforceClaim = (options: ReinforceOptions) =>
  Effect.gen(function* () {
    const ledger = yield* soundLedger(yield* blueprintProject);
    const claim = yield* requireActiveClaim(ledger, options.claimId);
    const { sources } = yield* readSources(ledger.project, options.sources);
    const decision = reinforcementOf(claim.text, claim.sources, sources);
    const signer = yield* deciderOf(options);
    return yield* record({
      ledger,
      claim,
      decision,
      event: { event: "reinforced", claim: claim.id, ...signer, sources: [...decision.sources] },
      dryRun: options.dryRun === true,
    });
  });
