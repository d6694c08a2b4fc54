/**
 * The predecessor's SQLite database: what is asked of it, and its answers as values. Who opens it is somebody
 * else's concern; a table that is not there is answered with nothing.
 */
import {
  collaboratorRoles,
  isStage,
  type Stage,
  sessionStatuses,
  sessionTypes,
} from "@idse/pipeline-artifacts";
import * as z from "zod";
import type { NotedClaim } from "./MigrationNote.ts";

/** By the name of the table that each needs. `sqlite_master` tells which are there. */
export const databaseQuestions = {
  sessions:
    "SELECT s.*, p.name AS project, p.stack AS stack FROM sessions s JOIN projects p ON p.id = s.project_id ORDER BY p.name, s.session_id",
  artifacts:
    "SELECT p.name AS project, s.session_id AS session, a.stage AS stage, a.content AS content FROM artifacts a JOIN sessions s ON s.id = a.session_id JOIN projects p ON p.id = s.project_id ORDER BY p.name, s.session_id, a.stage",
  session_state:
    "SELECT p.name AS project, s.session_id AS session, t.state_json AS state FROM session_state t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id ORDER BY p.name, s.session_id",
  collaborators:
    "SELECT c.session_id AS id, c.name AS name, c.role AS role, c.joined_at AS joined_at FROM collaborators c ORDER BY c.id",
  session_tags: "SELECT t.session_id AS id, t.tag AS tag FROM session_tags t ORDER BY t.id",
  agents:
    "SELECT a.id AS id, p.name AS project, a.agent_id AS agent, a.role AS role, a.mode AS mode FROM agents a JOIN projects p ON p.id = a.project_id ORDER BY a.id",
  agent_stages: "SELECT s.agent_id AS id, s.stage AS stage FROM agent_stages s ORDER BY s.id",
  projects: "SELECT p.name AS project, p.current_session_id AS current FROM projects p ORDER BY p.name",
  blueprint_claims:
    "SELECT c.*, p.name AS project FROM blueprint_claims c JOIN projects p ON p.id = c.project_id ORDER BY p.name, c.claim_id",
} as const;
export type DatabaseTable = keyof typeof databaseQuestions;
export const databaseTables = Object.keys(databaseQuestions) as ReadonlyArray<DatabaseTable>;

/** Rows as a driver gives them, by table. */
export type DatabaseAnswers = Readonly<Partial<Record<DatabaseTable, ReadonlyArray<unknown>>>>;

const SessionRow = z.looseObject({
  id: z.number(),
  project: z.string(),
  stack: z.string().nullable().default(null),
  session_id: z.string(),
  name: z.string(),
  session_type: z.enum(sessionTypes),
  description: z.string().nullable().default(null),
  is_blueprint: z.number().default(0),
  parent_session: z.string().nullable().default(null),
  owner: z.string().nullable().default(null),
  status: z.enum(sessionStatuses),
  created_at: z.string(),
  updated_at: z.string(),
});
const ArtifactRow = z.object({
  project: z.string(),
  session: z.string(),
  stage: z.string(),
  content: z.string(),
});
const StateRow = z.object({ project: z.string(), session: z.string(), state: z.string() });
const CollaboratorRow = z.object({
  id: z.number(),
  name: z.string().min(1),
  role: z.enum(collaboratorRoles),
  joined_at: z.string(),
});
const TagRow = z.object({ id: z.number(), tag: z.string() });
const AgentRow = z.object({
  id: z.number(),
  project: z.string(),
  agent: z.string().min(1),
  role: z.string().nullable(),
  mode: z.string().nullable(),
});
const AgentStageRow = z.object({ id: z.number(), stage: z.string() });
const ProjectRow = z.object({ project: z.string(), current: z.string().nullable().default(null) });
const ClaimRow = z.looseObject({
  project: z.string(),
  claim_text: z.string().min(1),
  classification: z.string(),
  status: z.string().default("active"),
  origin: z.string().nullable().default(null),
  created_at: z.string().nullable().default(null),
});

export interface DatabaseSession {
  readonly project: string;
  readonly stack: string | null;
  readonly session: string;
  /** As `metadata/session.json` has it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface PredecessorDatabase {
  readonly sessions: ReadonlyArray<DatabaseSession>;
  readonly artifacts: ReadonlyArray<{
    readonly project: string;
    readonly session: string;
    readonly stage: Stage;
    readonly content: string;
  }>;
  /** `session_state.json` of each session, as text. */
  readonly states: ReadonlyArray<{
    readonly project: string;
    readonly session: string;
    readonly state: string;
  }>;
  readonly registries: ReadonlyMap<
    string,
    { readonly agents: ReadonlyArray<Readonly<Record<string, unknown>>> }
  >;
  readonly pointers: ReadonlyMap<string, string>;
  readonly claims: ReadonlyArray<{ readonly project: string; readonly claim: NotedClaim }>;
  /** Rows that are not as they should be, a sentence each. */
  readonly problems: ReadonlyArray<string>;
}

export const databaseOf = (answers: DatabaseAnswers): PredecessorDatabase => {
  const problems: Array<string> = [];
  const rows = <S extends z.ZodType>(table: DatabaseTable, schema: S): ReadonlyArray<z.output<S>> =>
    (answers[table] ?? []).flatMap((row, index) => {
      const read = schema.safeParse(row);
      if (read.success) return [read.data];
      const [issue] = read.error.issues;
      problems.push(
        `Row ${index + 1} of the table ${table} was left out: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not as expected"}`,
      );
      return [];
    });
  const collaborators = rows("collaborators", CollaboratorRow);
  const tags = rows("session_tags", TagRow);
  const agentStages = rows("agent_stages", AgentStageRow);
  const sessions = rows("sessions", SessionRow).map(
    (row): DatabaseSession => ({
      project: row.project,
      stack: row.stack,
      session: row.session_id,
      metadata: {
        session_id: row.session_id,
        name: row.name,
        session_type: row.session_type,
        description: row.description,
        is_blueprint: row.is_blueprint !== 0,
        parent_session: row.parent_session,
        related_sessions: [],
        owner: row.owner ?? "system",
        collaborators: collaborators
          .filter(({ id }) => id === row.id)
          .map(({ name, role, joined_at }) => ({ name, role, joined_at })),
        tags: tags.filter(({ id }) => id === row.id).map(({ tag }) => tag),
        status: row.status,
        created_at: row.created_at,
        updated_at: row.updated_at,
      },
    }),
  );
  const artifacts = rows("artifacts", ArtifactRow).flatMap(({ stage, ...row }) => {
    if (isStage(stage)) return [{ ...row, stage }];
    problems.push(`${row.project}/${row.session} has a text of the stage "${stage}", which there is not.`);
    return [];
  });
  const agents = rows("agents", AgentRow);
  const registries = new Map(
    [...new Set(agents.map(({ project }) => project))].map((project) => [
      project,
      {
        agents: agents
          .filter((agent) => agent.project === project)
          .map(({ id, agent, role, mode }) => ({
            id: agent,
            role: role ?? "agent",
            mode: mode ?? "planning",
            stages: agentStages.filter((one) => one.id === id).map(({ stage }) => stage),
          })),
      },
    ]),
  );
  return {
    sessions,
    artifacts,
    states: rows("session_state", StateRow),
    registries,
    pointers: new Map(
      rows("projects", ProjectRow).flatMap(({ project, current }) =>
        current === null ? [] : [[project, current] as const],
      ),
    ),
    claims: rows("blueprint_claims", ClaimRow).map(
      ({ project, claim_text: text, classification, status, origin, created_at }) => ({
        project,
        claim: { text, classification, status, origin, created_at },
      }),
    ),
    problems,
  };
};
