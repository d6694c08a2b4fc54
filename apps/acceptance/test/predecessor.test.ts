/**
 * A workspace as the predecessor left it opens unchanged: no uids, no state records, no project.json, people as
 * plain names, numbered headings, views under version control. Reading it changes nothing that git tracks.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  answerOf,
  git,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  stageNames,
  temporaryRepo,
  textOf,
  write,
} from "../../cli/test/support.ts";

const specOf = (id: string, name: string): string => `# Specification

## 1. Overview

The text \`## Agent Profile\` names a section; it opens none. A marker in code, \`[REQUIRES INPUT]\`, is none.

\`\`\`markdown
- [REQUIRES INPUT]
\`\`\`

## 2. Functional Requirements

- FR-1: tickets are sold once.

## 3. Acceptance Criteria

- AC-1: the second buyer is told.

## 6. Agent Profile

\`\`\`yaml
id: ${id}
name: ${name}
goals:
  - sell tickets
memory_policy:
  ${id === "tickets" ? "scope: project" : "days: 7"}
\`\`\`
`;

const documents = (id: string, name: string): Record<string, string> => ({
  intent: "# Intent\n\n## 1. Goal\n\nSell tickets.\n",
  context: "# Context\n\n## 1. Environment\n\nA theatre.\n",
  spec: specOf(id, name),
  plan: "# Plan\n\n## 1. Architecture\n\nOne service.\n",
  tasks: "# Tasks\n\n- [x] Task 1.1: sell\n",
  implementation:
    "# Implementation\n\n## Component Impact Report\n\n- **Counter** (`src/counter.py`): added\n",
  feedback: "# Feedback\n\n## Decision Log\n\nNone yet.\n",
});

const metadata = (id: string, more: object) => ({
  session_id: id,
  name: id,
  session_type: "feature",
  description: null,
  is_blueprint: false,
  parent_session: "__blueprint__",
  related_sessions: [],
  owner: "system",
  collaborators: [],
  tags: [],
  status: "in_progress",
  created_at: "2025-11-03T09:12:44.120031",
  updated_at: "2025-11-03T09:12:44.120031",
  ...more,
});

const legacyWorkspace = (): string => {
  const repo = temporaryRepo({ git: true });
  const project = join(repo, ".idse/projects/tickets");
  const session = (id: string, more: object, name: string): void => {
    const folder = sessionFolder(repo, id, "tickets");
    const texts = documents(id === "__blueprint__" ? "tickets" : id, name);
    for (const stage of stageNames) write(join(folder, stageFiles[stage]), texts[stage] ?? "");
    write(join(folder, "metadata/session.json"), JSON.stringify(metadata(id, more), null, 2));
    write(join(folder, "metadata/.owner"), "Created: 2025-11-03T09:12:44.118876\nOwner: system\n");
  };
  session(
    "__blueprint__",
    { name: "tickets", session_type: "blueprint", is_blueprint: true, parent_session: null, status: "draft" },
    "Tickets",
  );
  session(
    "seat-map",
    { collaborators: ["Bo", "Cy"], tags: ["ui"], created_at: "2025-12-01T08:00:00.000001" },
    "Seat map",
  );
  session(
    "refunds",
    { status: "complete", parent_session: "seat-map", created_at: "2026-01-05T08:00:00.000001" },
    "Refunds",
  );
  write(
    join(sessionFolder(repo, "__blueprint__", "tickets"), "metadata/meta.md"),
    "# Sessions\n\n| seat-map | feature |\n",
  );
  write(join(project, "agent_registry.json"), '{"agents": []}');
  write(
    join(project, "CURRENT_SESSION"),
    "session_id: seat-map\nname: Seat map\ncreated_at: 2025-12-01T08:00:00\n",
  );
  write(
    join(project, "session_state.json"),
    '{\n  "project_name": "tickets",\n  "session_id": "seat-map",\n  "is_blueprint": false,\n  "stages": {"intent": "pending"},\n  "last_sync": null,\n  "validation_status": "unknown"\n}',
  );
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", "as it was left");
  return repo;
};

describe("a workspace of the predecessor", () => {
  let repo = "";
  beforeAll(() => {
    repo = legacyWorkspace();
  });

  it("opens on the session its pointer names, with the documents' own progress", () => {
    const status = answerOf(repo, "status");
    expect(status).toMatchObject({
      project: "tickets",
      session: { id: "seat-map", status: "in_progress", owner: "system" },
      resolvedBy: "pointer",
      progress: { completed: 7, total: 7 },
      validation: "passing",
    });
  });

  it("lists every session and none as broken", () => {
    const list = answerOf(repo, "sessions");
    expect(list.sessions.map((one: { id: string }) => one.id)).toEqual([
      "refunds",
      "seat-map",
      "__blueprint__",
    ]);
    expect(list.sessions.flatMap((one: { problems: ReadonlyArray<string> }) => one.problems)).toEqual([]);
    expect(list.statistics).toMatchObject({
      total: 3,
      blueprint: 1,
      feature: 2,
      orphaned: 0,
      withoutMetadata: 0,
    });
    expect(answerOf(repo, "sessions", "--tag", "ui", "--include-legacy").sessions).toHaveLength(1);
  });

  it("tells people, lineage and an identity that every clone derives alike", () => {
    const info = answerOf(repo, "session-info", "seat-map", "--lineage");
    expect(info.collaborators).toEqual([
      { name: "Bo", role: "contributor", joinedAt: "2025-12-01T08:00:00.000001" },
      { name: "Cy", role: "contributor", joinedAt: "2025-12-01T08:00:00.000001" },
    ]);
    expect(info.lineage).toEqual({
      ancestors: ["__blueprint__"],
      children: ["refunds"],
      descendants: ["refunds"],
      orphaned: false,
    });
    expect(info.uid).toMatch(/^derived-[0-9a-f]{32}$/);
    expect(answerOf(legacyWorkspace(), "session-info", "seat-map").uid).toBe(info.uid);
    expect(answerOf(repo, "session-info", "refunds").uid).not.toBe(info.uid);
  });

  it("passes what it rightly passed there: new demands are warnings, code is exempt", () => {
    const run = idse(["validate", "--all", "--json"], { cwd: repo });
    expect(run.code).toBe(0);
    const report = jsonOf(run);
    expect(report).toMatchObject({ valid: true, summary: { sessions: 3, documents: 21, errors: 0 } });
    expect(report.summary.warnings).toBeGreaterThan(0);
    expect(report.findings.map((one: { rule: string }) => one.rule)).not.toContain(
      "article-3/requires-input",
    );
    expect(idse(["validate", "--all", "--strict"], { cwd: repo }).code).toBe(1);
    expect(idse(["validate", "--all", "--claimed"], { cwd: repo }).code).toBe(0);
  });

  it("compiles the profile of the numbered section, merged with the blueprint's", () => {
    const compiled = answerOf(repo, "compile", "agent-spec", "--session", "refunds", "--dry-run");
    expect(compiled).toMatchObject({
      blueprint: "__blueprint__",
      spec: {
        id: "refunds",
        name: "Refunds",
        goals: ["sell tickets"],
        memory_policy: { scope: "project", days: 7 },
      },
    });
  });

  it("routes by the default agents where the registry is empty", () => {
    expect(answerOf(repo, "agents", "route", "implementation").agent).toMatchObject({ id: "gpt-codex" });
    expect(answerOf(repo, "next", "--stage", "plan").agent).toMatchObject({ id: "claude-code" });
  });

  it("is as it was after all this reading", () => {
    for (const args of [
      [],
      ["status", "--all"],
      ["next"],
      ["agents", "list"],
      ["artifact", "show", "--stage", "spec"],
    ])
      expect(idse(args, { cwd: repo }).code).toBe(0);
    expect(git(repo, "status", "--porcelain")).toBe("");
  });
});

describe("work in it", () => {
  it("goes on: tags, sign-offs, new sessions, each in its own file", () => {
    const repo = legacyWorkspace();
    textOf(repo, "session", "tag", "seat-map", "urgent");
    expect(
      JSON.parse(read(join(sessionFolder(repo, "seat-map", "tickets"), "metadata/session.json"))),
    ).toMatchObject({
      tags: ["ui", "urgent"],
      collaborators: ["Bo", "Cy"],
    });
    textOf(repo, "spawn", "late");
    textOf(repo, "session", "set-stage", "refunds", "--stage", "intent", "--status", "completed");
    expect(answerOf(repo, "status", "--session", "refunds").stages[0].signedOff).toMatchObject({ by: "ada" });
    const changed = git(repo, "status", "--porcelain")
      .split("\n")
      .filter((line) => line !== "");
    expect(changed.map((line) => line.slice(3)).sort()).toEqual([
      ".idse/projects/tickets/sessions/late/",
      ".idse/projects/tickets/sessions/refunds/metadata/state.json",
      ".idse/projects/tickets/sessions/seat-map/metadata/session.json",
    ]);
  });

  it("makes the registry when it is first changed", () => {
    const repo = legacyWorkspace();
    answerOf(repo, "agents", "set-mode", "gpt-codex", "by-stage");
    expect(answerOf(repo, "agents", "list").agents).toHaveLength(3);
    expect(existsSync(join(repo, ".idse/projects/tickets/project.json"))).toBe(false);
  });
});
