/** Whether the blueprint can be relied on: its ledger, its block, and the documents that it was taken from. */
import { type ClaimFinding, type Ledger, verify } from "@idse/blueprint-claims";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { blueprintPath, blueprintText } from "../../BlueprintFile.ts";
import { claimRef, storedLedger } from "../../ClaimLedger.ts";
import { type Places, places } from "../../Places.ts";
import { existingSessions } from "../../Sessions.ts";
import { readSessions } from "../../Snapshot.ts";
import { Workspace } from "../../Workspace.ts";
import { blueprintProject } from "./making.ts";

/** The sessions whose documents bear a claim that is in force, as far as they are there. */
const sourceSessions = (project: string, { claims }: Ledger) =>
  Effect.gen(function* () {
    const named = claims.flatMap((one) =>
      one.status === "active" ? one.sources.map(({ session }) => session) : [],
    );
    if (named.length === 0) return new Map<string, never>();
    const there = yield* existingSessions(project, [...new Set(named)]);
    return new Map((yield* readSessions(project, [...there])).map((one) => [one.id, one]));
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
    const sessions = yield* sourceSessions(project, ledger);
    const blueprint = yield* blueprintText(project);
    const findings = verify({
      ledger,
      blueprint,
      documentOf: (session, stage) => sessions.get(session)?.documents.get(stage) ?? null,
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
