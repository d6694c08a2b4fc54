/** A decision about a claim, recorded where it is allowed and wanted: the event first, then blueprint.md. */
import { type ClaimClass, type Decision, gateVersion, shortClaimId } from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { planBlueprint, renewBlueprint } from "../../BlueprintFile.ts";
import { claimRef, type NewEvent, type StoredLedger, withEvent, writeEvent } from "../../ClaimLedger.ts";
import { shownSource } from "../../ClaimView.ts";
import { places } from "../../Places.ts";
import type { ResultOf } from "../../results/Results.ts";

export interface Recording {
  readonly ledger: StoredLedger;
  readonly claim: { readonly id: string; readonly text: string; readonly classification: ClaimClass };
  /** Null where no gate was asked. */
  readonly decision: Decision | null;
  readonly event: NewEvent;
  readonly dryRun: boolean;
}

type Change = ResultOf<"claim-change">;

const testsOf = (decision: Decision | null): Change["tests"] =>
  (decision?.tests ?? []).map(({ code, passed, message, how }) => ({ code, passed, message, how }));

export const record = ({ ledger, claim, decision, event, dryRun }: Recording) =>
  Effect.gen(function* () {
    const { project } = ledger;
    const at = yield* places;
    const allowed = decision?.allowed ?? true;
    const plan = withEvent(ledger, event);
    // What stands in the way in blueprint.md is found before anything is written.
    const planned = allowed ? yield* planBlueprint(project, plan.ledger.claims) : null;
    const writes = allowed && !dryRun;
    if (writes) yield* writeEvent(project, plan.file);
    const renewed = writes ? yield* renewBlueprint(plan.ledger) : planned;
    const ids = [...plan.ledger.claims, claim].map(({ id }) => id);
    return answer("claim-change", {
      project,
      action: event.event,
      allowed,
      dryRun,
      claim: {
        id: claim.id,
        shortId: shortClaimId(claim.id, ids),
        text: claim.text,
        classification: claim.classification,
      },
      by: event.by,
      tests: testsOf(decision),
      sources: (decision?.sources ?? []).map((one) => shownSource(project, one, at)),
      feedback: (decision?.feedback ?? []).map((one) => ({ ...one })),
      gate:
        event.event === "promoted"
          ? { version: gateVersion, minDays: event.gate.min_days, days: event.gate.days }
          : null,
      reason: event.event === "demoted" ? event.reason : null,
      supersededBy: event.event === "demoted" ? event.superseded_by : null,
      event: writes ? { name: plan.file.name, path: at.path(claimRef(project, plan.file.name)) } : null,
      blueprint: renewed === null ? null : { path: renewed.path, outcome: renewed.outcome },
      next: allowed ? "idse blueprint claims" : `idse help blueprint ${commands[event.event]}`,
    });
  });

const commands: Readonly<Record<Change["action"], string>> = {
  declared: "declare",
  promoted: "promote",
  reinforced: "reinforce",
  demoted: "demote",
};
