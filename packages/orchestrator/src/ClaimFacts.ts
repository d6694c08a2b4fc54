/**
 * What is wrong with a project's claims, for validate. Where nobody ever made one, nothing is read and nothing is
 * loaded; where documents are kept elsewhere than in files, `idse blueprint verify` asks.
 */
import { blueprintSession } from "@idse/pipeline-artifacts";
import { blueprintPaths, isRemote } from "@idse/project-workspace";
import type { ClaimFact } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { attempt } from "./Failure.ts";
import { Workspace } from "./Workspace.ts";

/** By `project/session`: of the record with the blueprint, of a document with the session it stands in. */
export type ClaimFacts = ReadonlyMap<string, ReadonlyArray<ClaimFact>>;

const nothing: ClaimFacts = new Map();

export const claimFactsOf = (project: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    if (isRemote(workspace.config.store)) return nothing;
    const { claims, blueprint } = blueprintPaths(project, blueprintSession);
    const kept = yield* attempt(() => workspace.listNames(claims).length > 0 || workspace.exists(blueprint));
    if (!kept) return nothing;
    const { claimFindings } = yield* Effect.promise(() => import("./use-cases/blueprint/verify.ts"));
    const { findings } = yield* claimFindings(project);
    const facts = new Map<string, Array<ClaimFact>>();
    for (const { kind, code, claim, source, event, path, line, message, hint } of findings) {
      const moved = kind === "drift" && code !== "source-missing" ? source : null;
      const fact: ClaimFact = {
        of: kind === "drift" ? "documents" : "record",
        stage: moved?.stage ?? null,
        path: moved === null && kind === "drift" ? blueprint : (path ?? blueprint),
        line: moved === null && kind === "drift" ? null : line,
        message,
        hint,
        about: [code, claim, kind === "ledger" ? event : null].filter((word) => word !== null).join(" "),
      };
      const of = `${project}/${moved?.session ?? blueprintSession}`;
      facts.set(of, [...(facts.get(of) ?? []), fact]);
    }
    return facts satisfies ClaimFacts;
  });
