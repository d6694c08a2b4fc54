/** What a migration did or would do, as the value that is printed. */
import { layout, type WorkspaceConfig } from "@idse/project-workspace";
import type { Difference } from "@idse/workspace-migration";
import { answer } from "../../Answer.ts";
import { placesOf } from "../../Places.ts";
import type { MigrationAssessment } from "./Assess.ts";
import type { MigrateOptions } from "./Options.ts";
import type { SessionPart } from "./SessionPart.ts";
import { pathOfNote } from "./Standing.ts";
import { untrackCommand } from "./Tracked.ts";

export interface MigrationDone {
  readonly config: WorkspaceConfig;
  /** All that are here now. */
  readonly projects: ReadonlyArray<string>;
  readonly created: ReadonlyArray<string>;
  readonly views: {
    readonly tracked: ReadonlyArray<string>;
    readonly wanted: boolean;
    readonly untracked: boolean;
    readonly refused: string | null;
  };
}

const isIdle = ({ makes, note, writes }: SessionPart): boolean =>
  !makes && note === null && writes.length === 0;

export const migrationAnswer = (
  assessment: MigrationAssessment,
  options: MigrateOptions,
  { config, projects, created, views }: MigrationDone,
) => {
  const { source, name, inPlace, read, missing, plan, parts, pointers } = assessment;
  const places = placesOf(config);
  const written = parts.flatMap(({ writes }) => writes);
  const problems = [...source.problems, ...read.problems].sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
  const isMade = (project: string): boolean =>
    project === options.made || missing.some((one) => one.project === project);
  const nothingToDo =
    !read.projects.some(({ project }) => isMade(project)) &&
    parts.every(isIdle) &&
    pointers.length === 0 &&
    created.length === 0 &&
    !views.wanted;
  return answer("migration", {
    source: name,
    dryRun: options.dryRun,
    nothingToDo,
    layouts: foundLayouts(assessment),
    projects: read.projects.map(({ project }) => ({ project, made: isMade(project) })),
    sessions: parts
      .filter((part) => !isIdle(part))
      .map(({ facts: { project, session, named }, makes }) => ({
        project,
        session,
        named,
        made: makes,
        note: pathOfNote(project, session),
      })),
    documents: written.map(({ ref, layout: of, from, reason }) => ({
      project: ref.project,
      session: ref.session,
      document: ref.kind,
      path: places.path(ref),
      place: places.name(ref),
      layout: of,
      from: from.map(({ path }) => path),
      reason,
    })),
    created: [...created],
    updated: [],
    renamed: [...read.renamed],
    drift: plan.drift.map(shownDifference),
    overruled: plan.overruled.map(shownDifference),
    problems,
    // What lies in a session's own folder already is where it belongs.
    left: read.left.filter(({ path }) => !(inPlace && path.startsWith(`${layout.projects}/`))),
    remarks: [
      ...(nothingToDo ? [] : read.remarks),
      ...parts.flatMap(({ remarks }) => remarks),
      ...(views.refused === null ? [] : [views.refused]),
    ],
    pointers: pointers.map(({ project, session }) => ({ project, session })),
    views: {
      tracked: [...views.tracked],
      command: untrackCommand(views.tracked),
      untracked: views.untracked,
    },
    summary: {
      sessions: parts.filter(({ makes }) => makes).length,
      documents: written.length,
      drift: plan.drift.length,
      problems: problems.length,
    },
    next: nextCommand(options, projects),
  });
};

/** A session that has a state record here is one of ours, wherever it once came from. */
const foundLayouts = ({ source, inPlace, read, target }: MigrationAssessment) =>
  source.layouts.flatMap((layout) => {
    const ours = (project: string, session: string): boolean =>
      inPlace && layout === "predecessor" && target.recorded.has(`${project}/${session}`);
    const sessions = read.sessions.filter(
      ({ layouts, project, session }) => layouts.includes(layout) && !ours(project, session),
    ).length;
    return layout === "predecessor" && inPlace && sessions === 0 ? [] : [{ layout, sessions }];
  });

const shownDifference = ({ ref, paths, message }: Difference) => ({
  project: ref.project,
  session: ref.session,
  document: ref.kind,
  paths: [...paths],
  message,
});

const nextCommand = (options: MigrateOptions, projects: ReadonlyArray<string>): string => {
  if (options.dryRun)
    return [
      "idse migrate",
      ...(options.from === undefined ? [] : ["--from", JSON.stringify(options.from)]),
    ].join(" ");
  return projects.length > 1 ? "idse validate --all-projects" : "idse validate --all";
};
