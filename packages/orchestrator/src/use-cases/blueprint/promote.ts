/** What several sessions came to becomes a claim of the blueprint, where the gate lets it through. */
import { defaultMinDays, gateVersion, promotionOf } from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { readSources } from "../../ClaimSources.ts";
import { deciderOf, type MakingOptions, makingOf } from "./making.ts";
import { record } from "./record.ts";

export interface PromoteOptions extends MakingOptions {
  /** Absent: seven. */
  readonly minDays?: number;
}

export const promoteClaim = (options: PromoteOptions) =>
  Effect.gen(function* () {
    const { ledger, claim, revives } = yield* makingOf(options);
    const minDays = options.minDays ?? defaultMinDays;
    const read = yield* readSources(ledger.project, options.sources);
    const decision = promotionOf({ text: claim.text, minDays, ...read });
    const signer = yield* deciderOf(options);
    return yield* record({
      ledger,
      claim,
      decision,
      event: {
        event: "promoted",
        claim: claim.id,
        ...signer,
        text: claim.text,
        classification: claim.classification,
        revives,
        sources: [...decision.sources],
        gate: { version: gateVersion, min_days: minDays, days: decision.days },
        feedback: [...decision.feedback],
      },
      dryRun: options.dryRun === true,
    });
  });
