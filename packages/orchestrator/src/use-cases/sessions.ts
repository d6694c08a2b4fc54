/** The sessions of a project: the list with its statistics, and one of them in full. */
import {
  collaboratorsOf,
  type SessionStatus,
  type SessionType,
  sessionStatuses,
  sessionTypes,
  sessionUid,
} from "@idse/pipeline-artifacts";
import { SessionGraph, type SessionNode } from "@idse/session-graph";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession, judgeSessions, progressOf } from "../Assessment.ts";
import { Misuse } from "../Failure.ts";
import { places } from "../Places.ts";
import type { SessionReading } from "../Reading.ts";
import { allReadings } from "../Readings.ts";
import { sessionNotFound } from "../SessionChange.ts";
import { currentSession } from "../Sessions.ts";
import type { SessionSnapshot } from "../Snapshot.ts";
import { currentProject } from "../Workspace.ts";

export interface SessionsOptions {
  readonly type?: string;
  readonly status?: string;
  readonly tag?: string;
  readonly owner?: string;
  readonly orphaned?: boolean;
  readonly withoutMetadata?: boolean;
  readonly limit?: number;
}

const oneOf = <A extends string>(what: string, list: ReadonlyArray<A>, value: string | undefined) => {
  if (value === undefined) return Effect.succeed(undefined);
  const found = list.find((one) => one === value);
  return found === undefined
    ? Effect.fail(new Misuse({ problem: `"${value}" is not a ${what}.`, hint: `One of: ${list.join(", ")}` }))
    : Effect.succeed(found);
};

export const parseSessionType = (value: string | undefined): Effect.Effect<SessionType | undefined, Misuse> =>
  oneOf("session type", sessionTypes, value);

export const parseSessionStatus = (
  value: string | undefined,
): Effect.Effect<SessionStatus | undefined, Misuse> => oneOf("session status", sessionStatuses, value);

const nodeOf = ({ id, head, notes }: SessionReading): SessionNode => ({
  id,
  metadata: head,
  problems: notes,
});

interface Row {
  readonly node: SessionNode;
  readonly progress: { readonly completed: number; readonly total: number };
}

export const sessions = (options: SessionsOptions) =>
  Effect.gen(function* () {
    const type = yield* parseSessionType(options.type);
    const status = yield* parseSessionStatus(options.status);
    const project = yield* currentProject;
    const current = yield* Effect.option(currentSession(project));
    const { assessments } = yield* judgeSessions(yield* allReadings(project), { whole: true });
    const rows = assessments.map(
      ({ reading, states }): Row => ({ node: nodeOf(reading), progress: progressOf(states) }),
    );
    const graph = new SessionGraph(rows.map((row) => row.node));
    const progress = new Map(rows.map((row) => [row.node.id, row.progress]));
    const chosen = graph
      .filter({
        ...(type === undefined ? {} : { type }),
        ...(status === undefined ? {} : { status }),
        ...(options.tag === undefined ? {} : { tag: options.tag }),
        ...(options.owner === undefined ? {} : { owner: options.owner }),
      })
      .filter((node) => options.orphaned !== true || graph.isOrphan(node.id))
      .filter((node) => options.withoutMetadata !== true || node.metadata === null);
    const shown = options.limit === undefined ? chosen : chosen.slice(0, options.limit);
    return answer("session-list", {
      project,
      sessions: shown.map(({ id, metadata, problems }) => ({
        id,
        name: metadata?.name ?? null,
        type: metadata?.session_type ?? null,
        status: metadata?.status ?? null,
        owner: metadata?.owner ?? null,
        parent: metadata?.parent_session ?? null,
        tags: metadata?.tags ?? [],
        createdAt: metadata?.created_at ?? null,
        current: current._tag === "Some" && current.value.session === id,
        progress: progress.get(id) ?? { completed: 0, total: 7 },
        problems: [
          ...problems,
          ...(graph.isOrphan(id) ? [`Its parent "${metadata?.parent_session}" is not in this project.`] : []),
        ],
      })),
      statistics: { ...graph.statistics },
      truncated: shown.length < chosen.length,
    });
  });

/** `lineage` reads every session of the project; without it only the one that is asked for. */
export const sessionInfo = (id: string, lineage: boolean) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const current = yield* Effect.option(currentSession(project));
    const { readSessions } = yield* Effect.promise(() => import("../MakeReadings.ts"));
    const [snapshot] = yield* readSessions(project, [id]).pipe(
      Effect.catchTag("Rejected", () => sessionNotFound(id)),
    );
    if (snapshot === undefined || (snapshot.documents.size === 0 && !hasMetadataFile(snapshot))) {
      return yield* sessionNotFound(id);
    }
    const graph = lineage ? new SessionGraph((yield* allReadings(project)).map(nodeOf)) : undefined;
    const { metadata } = snapshot;
    const { reading, states } = yield* assessSession(project, id);
    return answer("session", {
      project,
      id,
      uid: metadata === null ? null : sessionUid(project, metadata),
      name: metadata?.name ?? null,
      type: metadata?.session_type ?? null,
      status: metadata?.status ?? null,
      description: metadata?.description ?? null,
      owner: metadata?.owner ?? null,
      collaborators:
        metadata === null
          ? []
          : collaboratorsOf(metadata).map(({ name, role, joined_at }) => ({
              name,
              role,
              joinedAt: joined_at,
            })),
      tags: metadata?.tags ?? [],
      parent: metadata?.parent_session ?? null,
      related: metadata?.related_sessions ?? [],
      createdAt: metadata?.created_at ?? null,
      updatedAt: metadata?.updated_at ?? null,
      current: current._tag === "Some" && current.value.session === id,
      path: (yield* places).folder(project, id),
      stages: states.map(({ stage, status }) => ({ stage, state: status })),
      progress: progressOf(states),
      lineage:
        graph === undefined
          ? null
          : {
              ancestors: [...graph.ancestorsOf(id)],
              children: [...graph.childrenOf(id)],
              descendants: [...graph.descendantsOf(id)],
              orphaned: graph.isOrphan(id),
            },
      problems: [...reading.notes],
    });
  });

const hasMetadataFile = (snapshot: Pick<SessionSnapshot, "metadata" | "metadataProblem">): boolean =>
  snapshot.metadata !== null || snapshot.metadataProblem?.line != null;
