/**
 * The project at a glance: sessions with their true progress, lineage, what was delivered and learnt, claims. Shown,
 * and written where that is asked for: meta.md as a view of this clone, and the block of blueprint.md.
 */

import { readDocument } from "@idse/design-store";
import { blueprintSession } from "@idse/pipeline-artifacts";
import { blueprintPaths, isRemote } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { type Assessment, judgeSessions, progressOf } from "../../Assessment.ts";
import { renewBlueprint } from "../../BlueprintFile.ts";
import { type StoredLedger, soundLedger, storedLedger } from "../../ClaimLedger.ts";
import { shownClaim } from "../../ClaimView.ts";
import { pointsOf } from "../../DocumentPoints.ts";
import { attempt, Misuse } from "../../Failure.ts";
import { metaText, narrativeIn, type Overview } from "../../MetaText.ts";
import { places } from "../../Places.ts";
import { allReadings } from "../../Readings.ts";
import { type StageText, writtenTexts } from "../../StageTexts.ts";
import { Workspace } from "../../Workspace.ts";
import { blueprintProject } from "./making.ts";

export interface ReportOptions {
  readonly write?: boolean;
}

const sessionsOf = (assessments: ReadonlyArray<Assessment>): Overview["sessions"] => {
  const ids = new Set(assessments.map(({ reading }) => reading.id));
  return assessments
    .map(({ reading: { id, head }, states, valid }): Overview["sessions"][number] => {
      const parent = head?.parent_session ?? null;
      return {
        id,
        name: head?.name ?? null,
        type: head?.session_type ?? null,
        status: head?.status ?? null,
        owner: head?.owner ?? null,
        parent,
        orphaned: parent !== null && !ids.has(parent),
        createdAt: head?.created_at ?? null,
        progress: progressOf(states),
        validation: valid ? "passing" : "failing",
      };
    })
    .sort((a, b) => {
      const first = Number(b.id === blueprintSession) - Number(a.id === blueprintSession);
      const [left, right] = [a.createdAt ?? "", b.createdAt ?? ""];
      return first !== 0 ? first : left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1;
    });
};

/** What a person wrote about the whole; an older meta.md may hold it where there is no file of its own. */
const narrativeOf = (project: string) =>
  Effect.gen(function* () {
    const found = yield* readDocument({ project, session: blueprintSession, kind: "narrative" });
    if (found._tag === "StoredDocument") return found.content.trim() || null;
    const { readText } = yield* Workspace;
    const earlier = yield* attempt(() => readText(blueprintPaths(project, blueprintSession).meta));
    return earlier === null ? null : narrativeIn(earlier);
  });

const overviewOf = ({ project, claims }: StoredLedger) =>
  Effect.gen(function* () {
    const at = yield* places;
    const readings = yield* allReadings(project);
    const { assessments } = yield* judgeSessions(readings, { whole: true });
    const texts = yield* writtenTexts(project, readings, ["implementation", "feedback"]);
    const sessions = sessionsOf(assessments);
    const order = new Map(sessions.map(({ id }, index) => [id, index]));
    const digest = (stage: StageText["stage"]) =>
      texts
        .filter((one) => one.stage === stage)
        .sort((a, b) => (order.get(a.session) ?? 0) - (order.get(b.session) ?? 0))
        .map(({ session, document }) => ({
          session,
          path: at.path({ project, session, kind: stage }),
          points: [...pointsOf(document)],
        }))
        .filter(({ points }) => points.length > 0);
    const ids = claims.map(({ id }) => id);
    return {
      project,
      sessions,
      deliveries: digest("implementation"),
      feedback: digest("feedback"),
      claims: claims.map((one) => shownClaim(project, one, ids, at)),
      narrative: yield* narrativeOf(project),
    } satisfies Overview;
  });

const write = (ledger: StoredLedger, text: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { meta: path } = blueprintPaths(ledger.project, blueprintSession);
    const blueprint = yield* renewBlueprint(ledger);
    const before = yield* attempt(() => workspace.readText(path));
    if (before !== text) yield* attempt(() => workspace.writeText(path, text));
    return {
      meta: { path, outcome: before === text ? ("unchanged" as const) : ("written" as const) },
      blueprint:
        ledger.claims.length === 0 || blueprint.path === null || blueprint.outcome === "not-kept"
          ? null
          : { path: blueprint.path, outcome: blueprint.outcome },
    };
  });

export const reportBlueprint = ({ write: wanted = false }: ReportOptions) =>
  Effect.gen(function* () {
    const { config } = yield* Workspace;
    if (wanted && isRemote(config.store)) {
      return yield* new Misuse({
        problem: `The documents are kept in ${config.store.kind}, so no blueprint.md and no meta.md lies here.`,
        hint: "idse blueprint report",
      });
    }
    const project = yield* blueprintProject;
    const ledger = wanted ? yield* soundLedger(project) : yield* storedLedger(project);
    const overview = yield* overviewOf(ledger);
    const text = metaText(overview);
    const written = wanted ? yield* write(ledger, text) : { meta: null, blueprint: null };
    return answer("blueprint-report", { ...overview, text, ...written });
  });
