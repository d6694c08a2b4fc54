/** What is to become a claim, before the gate: its words, its class, and whether it stands already. */
import {
  type ClaimClass,
  claimClasses,
  claimIdOf,
  claimText,
  claimTextProblem,
} from "@idse/blueprint-claims";
import { blueprintSession } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type StoredLedger, shortIdIn, soundLedger } from "../../ClaimLedger.ts";
import type { NamedSource } from "../../ClaimSources.ts";
import { ClaimRefused, Misuse } from "../../Failure.ts";
import { requireSession } from "../../SessionChange.ts";
import { type SignerOptions, signerOf } from "../../Signer.ts";
import { currentProject } from "../../Workspace.ts";

export interface MakingOptions extends SignerOptions {
  readonly claim: string;
  readonly classification: string;
  readonly sources: ReadonlyArray<NamedSource>;
  readonly dryRun?: boolean;
  /** It was taken back once, and is to be in force again. */
  readonly revive?: boolean;
}

export interface Making {
  readonly ledger: StoredLedger;
  readonly claim: { readonly id: string; readonly text: string; readonly classification: ClaimClass };
  readonly revives: boolean;
}

export const blueprintProject = Effect.gen(function* () {
  const project = yield* currentProject;
  yield* requireSession(project, blueprintSession);
  return project;
});

/** Who decides about a claim; a name that is blank would leave an event that nobody can read. */
export const deciderOf = (options: SignerOptions) =>
  options.by !== undefined && claimText(options.by) === ""
    ? Effect.fail(new Misuse({ problem: "Whoever decides it has a name.", hint: "--by NAME" }))
    : Effect.map(signerOf(options), (signer) => ({ ...signer, by: claimText(signer.by) }));

export const makingOf = (options: MakingOptions) =>
  Effect.gen(function* () {
    const text = claimText(options.claim);
    const problem = claimTextProblem(text);
    if (problem !== null)
      return yield* new Misuse({ problem, hint: 'As in --claim "The files are the truth"' });
    const classification = claimClasses.find((one) => one === options.classification);
    if (classification === undefined) {
      return yield* new Misuse({
        problem: `"${options.classification}" is not a class of claims.`,
        hint: `One of: ${claimClasses.join(", ")}`,
      });
    }
    const ledger = yield* soundLedger(yield* blueprintProject);
    const id = claimIdOf(text);
    const known = ledger.claims.find((one) => one.id === id);
    const short = shortIdIn(ledger, id);
    if (known?.status === "active") {
      return yield* new ClaimRefused({
        code: "claim-in-force",
        claim: id,
        problem: `${short} says this already and is in force.`,
        hint: `idse blueprint reinforce --claim-id ${short} --source SESSION:STAGE`,
      });
    }
    const revives = options.revive === true;
    if (known !== undefined && !revives) {
      return yield* new ClaimRefused({
        code: "claim-taken-back",
        claim: id,
        problem: `${short} said this and was taken back: ${known.ended?.reason ?? known.status}.`,
        hint: "If that is to be reversed, say so with --revive.",
      });
    }
    if (known === undefined && revives) {
      return yield* new Misuse({
        problem: "No claim that was taken back says this, so there is none to revive.",
        hint: "idse blueprint claims --all",
      });
    }
    return { ledger, claim: { id, text, classification }, revives } satisfies Making;
  });
