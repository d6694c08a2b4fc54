/** Whether the blueprint can be relied on: its ledger, its block, and the documents that it was taken from. */
import { type ClaimFinding, type Ledger, verify } from "@idse/blueprint-claims";
import { DesignStore } from "@idse/design-store";
import { ArtifactDocument, refKey, type Stage, stages } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { blueprintPath, blueprintText } from "../../BlueprintFile.ts";
import { claimRef, storedLedger } from "../../ClaimLedger.ts";
import { type Places, places } from "../../Places.ts";
import { Workspace } from "../../Workspace.ts";
import { blueprintProject } from "./making.ts";

/** The documents that bear a claim in force: of all the digests, and those that changed since read. */
const sourcesOf = (project: string, { claims }: Ledger) =>
  Effect.gen(function* () {
    const sources = claims.flatMap((one) => (one.status === "active" ? one.sources : []));
    const digests = new Map<string, string>();
    const documents = new Map<string, ArtifactDocument>();
    if (sources.length > 0) {
      const store = yield* DesignStore;
      const sessions = [...new Set(sources.map(({ session }) => session))];
      const { heads } = yield* store.heads({ project, sessions, kinds: stages });
      for (const { ref, digest, removed } of heads) if (!removed) digests.set(refKey(ref), digest);
      const changed = new Map(
        sources
          .map(({ session, stage, digest }) => ({ ref: { project, session, kind: stage }, digest }))
          .filter(({ ref, digest }) => digests.has(refKey(ref)) && digests.get(refKey(ref)) !== digest)
          .map(({ ref }) => [refKey(ref), ref]),
      );
      for (const one of changed.size === 0 ? [] : yield* store.get([...changed.values()])) {
        if (one._tag === "StoredDocument") documents.set(refKey(one.ref), new ArtifactDocument(one.content));
      }
    }
    const keyOf = (session: string, stage: Stage): string => refKey({ project, session, kind: stage });
    return {
      digestOf: (session: string, stage: Stage) => digests.get(keyOf(session, stage)) ?? null,
      documentOf: (session: string, stage: Stage) => documents.get(keyOf(session, stage)) ?? null,
    };
  });

const placeOf = (
  project: string,
  one: ClaimFinding,
  blueprint: string | null,
  { path }: Places,
): string | null => {
  if (one.source !== null) return path({ project, session: one.source.session, kind: one.source.stage });
  return one.event === null ? blueprint : path(claimRef(project, one.event));
};

/** Everything that is wrong with a project's claims, with its place. */
export const claimFindings = (project: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const at = yield* places;
    const ledger = yield* storedLedger(project);
    const sources = yield* sourcesOf(project, ledger);
    const blueprint = yield* blueprintText(project);
    const findings = verify({
      ledger,
      blueprint,
      ...sources,
    });
    const file = blueprintPath(workspace, project);
    return { ledger, findings: findings.map((one) => ({ ...one, path: placeOf(project, one, file, at) })) };
  });

export const verifyClaims = Effect.gen(function* () {
  const project = yield* blueprintProject;
  const { ledger, findings } = yield* claimFindings(project);
  const countOf = (kind: ClaimFinding["kind"]): number => findings.filter((one) => one.kind === kind).length;
  return answer("claim-check", {
    project,
    valid: findings.length === 0,
    summary: {
      claims: ledger.claims.length,
      events: ledger.events.length,
      ledger: countOf("ledger"),
      block: countOf("block"),
      drift: countOf("drift"),
    },
    findings: findings.map(({ kind, code, claim, path, line, message, hint }) => ({
      kind,
      code,
      claim,
      path,
      line,
      message,
      hint,
    })),
  });
});
