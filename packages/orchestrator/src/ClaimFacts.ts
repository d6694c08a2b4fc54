/**
 * What is wrong with a project's claims, for validate. Where nobody ever made one, nothing is read and nothing is
 * loaded; where documents are kept elsewhere than in files, `idse blueprint verify` asks.
 */
import { blueprintSession } from "@idse/pipeline-artifacts";
import { blueprintPaths, isRemote } from "@idse/project-workspace";
import type { ClaimFact } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { describeFailure } from "./describeFailure.ts";
import { attempt, type Failure } from "./Failure.ts";
import type { claimFindings } from "./use-cases/blueprint/verify.ts";
import { Workspace } from "./Workspace.ts";

/** By `project/session`: of the record with the blueprint, of a document with the session it stands in. */
export type ClaimFacts = ReadonlyMap<string, ReadonlyArray<ClaimFact>>;

const nothing: ClaimFacts = new Map();

/** Where it cannot be read that is a finding, for a broken file must not hide what is wrong elsewhere. */
export const claimFactsOf = (project: string) =>
  Effect.gen(function* () {
    const { config, listNames, readText } = yield* Workspace;
    if (isRemote(config.store)) return nothing;
    const { claims, blueprint } = blueprintPaths(project, blueprintSession);
    const hasEvents = yield* attempt(() => listNames(claims).length > 0);
    // Older workspaces have such a file without a block.
    const hasBlock = Effect.map(
      attempt(() => readText(blueprint)),
      (text) => text?.includes("<!-- idse:begin") === true,
    );
    if (!hasEvents && !(yield* Effect.orElseSucceed(hasBlock, () => false))) return nothing;
    const { claimFindings } = yield* Effect.promise(() => import("./use-cases/blueprint/verify.ts"));
    return yield* Effect.map(claimFindings(project), ({ findings }) => factsOf(project, findings));
  }).pipe(Effect.catch((failure) => unreadable(project, failure)));

const unreadable = (project: string, failure: Failure) =>
  Effect.map(Workspace, ({ root }): ClaimFacts => {
    const { message, hint } = describeFailure(failure);
    const fact: ClaimFact = {
      of: "record",
      stage: null,
      path: blueprintPaths(project, blueprintSession).blueprint,
      line: null,
      message: `The record of claims cannot be read. ${message.replaceAll(`${root}/`, "")}`,
      hint: hint ?? "idse blueprint verify",
      about: "unreadable",
    };
    return new Map([[`${project}/${blueprintSession}`, [fact]]]);
  });

type Findings = Effect.Success<ReturnType<typeof claimFindings>>["findings"];

const factsOf = (project: string, findings: Findings): ClaimFacts => {
  const { blueprint } = blueprintPaths(project, blueprintSession);
  const facts = new Map<string, Array<ClaimFact>>();
  for (const { kind, code, claim, source, event, path, line, message, hint } of findings) {
    const moved = kind === "drift" && code !== "source-missing" ? source : null;
    const gone = kind === "drift" && moved === null;
    const fact: ClaimFact = {
      of: kind === "drift" ? "documents" : "record",
      stage: moved?.stage ?? null,
      path: gone || path === null ? blueprint : path,
      line: gone ? null : line,
      message,
      hint,
      about: [code, claim, kind === "ledger" ? event : null].filter((word) => word !== null).join(" "),
    };
    const of = `${project}/${moved?.session ?? blueprintSession}`;
    facts.set(of, [...(facts.get(of) ?? []), fact]);
  }
  return facts;
};
