/** Exports as `idse export` answers with them, made by hand. */
import { ExportResult } from "@idse/orchestrator/results/Export";
import { type Stage, stageDefinition, stages } from "@idse/pipeline-artifacts";
import type { Exported, ExportedFinding, ExportedSession, ExportedStage } from "../src/Exported.ts";

export const stageOf = (
  session: string,
  stage: Stage,
  text: string | null,
  more: Partial<ExportedStage> = {},
): ExportedStage => ({
  stage,
  state: text === null ? "missing" : "in_progress",
  path: `.idse/projects/shop/sessions/${session}/${stageDefinition(stage).path}`,
  agent: null,
  openMarkers: 0,
  errors: 0,
  warnings: 0,
  signedOff: null,
  editedSinceSignOff: false,
  staleBecause: [],
  digest: null,
  text,
  ...more,
});

/** The texts are of these stages; the others are missing. */
export const sessionOf = (
  id: string,
  texts: Partial<Record<Stage, string>> = {},
  more: Partial<ExportedSession> = {},
): ExportedSession => ({
  id,
  name: null,
  type: "feature",
  status: "draft",
  owner: null,
  parent: null,
  tags: [],
  createdAt: null,
  current: false,
  valid: true,
  progress: { completed: 0, total: 7 },
  problems: [],
  stages: stages.map((stage) => stageOf(id, stage, texts[stage] ?? null)),
  gaps: [],
  ...more,
});

export const findingOf = (session: string, message: string): ExportedFinding => ({
  rule: "article-3/requires-input",
  article: "III",
  severity: "error",
  category: "open",
  project: "shop",
  session,
  stage: "spec",
  path: `.idse/projects/shop/sessions/${session}/specs/spec.md`,
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 2,
  message,
  hint: message,
  fingerprint: "f",
  waiver: null,
  baselined: false,
  fix: null,
});

export const exported = (sessions: ReadonlyArray<ExportedSession>, more: Partial<Exported> = {}): Exported =>
  ExportResult.parse({
    schemaVersion: 1,
    kind: "export",
    project: "shop",
    session: null,
    resolvedBy: null,
    branch: "main",
    ruleSet: { name: "idse-constitution", version: "1.0.0", digest: "sha256:0" },
    summary: {
      sessions: sessions.length,
      documents: 0,
      stages: { completed: 0, total: 7 * sessions.length },
      stale: 0,
      errors: 0,
      warnings: 0,
      waived: 0,
      baselined: 0,
    },
    sessions,
    findings: [],
    ...more,
  });
