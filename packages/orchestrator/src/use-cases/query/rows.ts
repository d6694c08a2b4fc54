/** Rows that are made of what is kept of sessions, for which no document is read again. docs/reports.md says what they are. */
import { DesignStore } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { progressOf } from "../../Assessment.ts";
import { places } from "../../Places.ts";
import { readRegistry } from "../../Registry.ts";
import type { QueryRow } from "../../results/Query.ts";
import { unsyncedDocuments } from "../../SyncSight.ts";
import { agentRefOf } from "../status.ts";
import { type Chosen, countsOf, judgedSessions } from "./Chosen.ts";

const unsigned = { signedOffBy: null, signedOffAt: null };

const signature = (signedOff: { readonly by: string; readonly at: string } | null) =>
  signedOff === null ? unsigned : { signedOffBy: signedOff.by, signedOffAt: signedOff.at };

export const sessionRows = (chosen: Chosen) =>
  Effect.map(judgedSessions(chosen), ({ assessments }) =>
    assessments.map((one): QueryRow<"sessions"> => {
      const { id, head } = one.reading;
      const { completed, total } = progressOf(one.states);
      const { errors, warnings } = countsOf(one, null);
      return {
        session: id,
        name: head?.name ?? null,
        type: head?.session_type ?? null,
        status: head?.status ?? null,
        owner: head?.owner ?? null,
        parent: head?.parent_session ?? null,
        tags: [...(head?.tags ?? [])],
        createdAt: head?.created_at ?? null,
        completed,
        stages: total,
        errors,
        warnings,
      };
    }),
  );

export const artifactRows = (chosen: Chosen) =>
  Effect.gen(function* () {
    const { path } = yield* places;
    const { assessments } = yield* judgedSessions(chosen);
    const { project, session } = chosen;
    const { heads } = yield* DesignStore.use((store) =>
      store.heads(session === null ? { project } : { project, sessions: [session] }),
    );
    const digests = new Map(heads.filter((one) => !one.removed).map((one) => [refKey(one.ref), one.digest]));
    return assessments.flatMap((one) =>
      one.states.flatMap(({ stage, status }): ReadonlyArray<QueryRow<"artifacts">> => {
        const ref = { project, session: one.reading.id, kind: stage };
        const digest = digests.get(refKey(ref));
        if (digest === undefined) return [];
        const untouched = status === "pending";
        return [{ session: ref.session, stage, path: path(ref), digest, untouched, ...countsOf(one, stage) }];
      }),
    );
  });

export const stageRows = (chosen: Chosen) =>
  Effect.gen(function* () {
    const { path } = yield* places;
    const { project } = chosen;
    const registry = yield* readRegistry(project);
    const { assessments } = yield* judgedSessions(chosen);
    return assessments.flatMap((one) =>
      one.states.map(({ stage, status, signedOff, staleBecause }): QueryRow<"stage-status"> => {
        const agent = agentRefOf(registry, stage);
        const { id } = one.reading;
        return {
          session: id,
          stage,
          path: path({ project, session: id, kind: stage }),
          state: status,
          agent: agent?.id ?? null,
          agentMode: agent?.mode ?? null,
          ...countsOf(one, stage),
          ...signature(signedOff),
          staleBecause: staleBecause.map(
            (reason) =>
              `${reason.session === undefined ? "" : `${reason.session}/`}${reason.stage}: ${reason.sections.join(", ")}`,
          ),
        };
      }),
    );
  });

/** Begun and not done; one that is as its template left it is not begun. */
export const specRows = (chosen: Chosen) =>
  Effect.gen(function* () {
    const { path } = yield* places;
    const { project } = chosen;
    const { assessments } = yield* judgedSessions(chosen);
    return assessments.flatMap((one): ReadonlyArray<QueryRow<"specs-in-progress">> => {
      const { id, head } = one.reading;
      const spec = one.states.find(({ stage }) => stage === "spec");
      if (spec?.status !== "in_progress" && spec?.status !== "stale") return [];
      return [
        {
          session: id,
          path: path({ project, session: id, kind: "spec" }),
          state: spec.status,
          owner: head?.owner ?? null,
          status: head?.status ?? null,
          ...countsOf(one, "spec"),
          ...signature(spec.signedOff),
        },
      ];
    });
  });

export const unsyncedRows = ({ project, session }: Chosen) =>
  Effect.gen(function* () {
    const { path } = yield* places;
    const { found, notes } = yield* unsyncedDocuments(project, session);
    const rows = found.map(
      ({ remote, ref, state, lastSync }): QueryRow<"unsynced"> => ({
        remote,
        session: ref.session,
        document: ref.kind,
        path: path(ref),
        state,
        lastSync,
      }),
    );
    return { rows, notes };
  });
