/** The claims of a project, in the order in which they were made. */
import { claimStatuses } from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { storedLedger } from "../../ClaimLedger.ts";
import { shownClaim } from "../../ClaimView.ts";
import { Misuse } from "../../Failure.ts";
import { places } from "../../Places.ts";
import { blueprintProject } from "./making.ts";

export interface ClaimsOptions {
  /** Absent: those in force. */
  readonly status?: string;
  readonly all?: boolean;
}

export const listClaims = ({ status, all }: ClaimsOptions) =>
  Effect.gen(function* () {
    const wanted = claimStatuses.find((one) => one === (status ?? "active"));
    if (wanted === undefined) {
      return yield* new Misuse({
        problem: `"${status}" is not a status of claims.`,
        hint: `One of: ${claimStatuses.join(", ")}`,
      });
    }
    const project = yield* blueprintProject;
    const { claims, problems } = yield* storedLedger(project);
    const at = yield* places;
    const ids = claims.map(({ id }) => id);
    const shown = all === true ? claims : claims.filter((one) => one.status === wanted);
    const countOf = (one: string): number => claims.filter((claim) => claim.status === one).length;
    return answer(
      "claim-list",
      {
        project,
        claims: shown.map((one) => shownClaim(project, one, ids, at)),
        statistics: {
          active: countOf("active"),
          superseded: countOf("superseded"),
          invalidated: countOf("invalidated"),
        },
      },
      problems.length === 0 ? [] : ["The ledger of claims is damaged; see: idse blueprint verify"],
    );
  });
