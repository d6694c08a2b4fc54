/** What the blueprint itself began with becomes a claim. */
import { declarationOf } from "@idse/blueprint-claims";
import { blueprintSession } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { readSources } from "../../ClaimSources.ts";
import { deciderOf, type MakingOptions, makingOf } from "./making.ts";
import { record } from "./record.ts";

export const declareClaim = (options: MakingOptions) =>
  Effect.gen(function* () {
    const { ledger, claim, revives } = yield* makingOf(options);
    const { sources } = yield* readSources(ledger.project, options.sources);
    const decision = declarationOf(claim.text, blueprintSession, sources);
    const signer = yield* deciderOf(options);
    return yield* record({
      ledger,
      claim,
      decision,
      event: {
        event: "declared",
        claim: claim.id,
        ...signer,
        text: claim.text,
        classification: claim.classification,
        revives,
        sources: [...decision.sources],
      },
      dryRun: options.dryRun === true,
    });
  });
