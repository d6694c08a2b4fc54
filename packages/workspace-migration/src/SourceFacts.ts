/** What a source says of its sessions beside their documents: who and when, how far, and which is current. */
import { blueprintSession, isReadableName, isStage, readJson, type Stage } from "@idse/pipeline-artifacts";
import { readPointer } from "@idse/project-workspace";
import * as z from "zod";
import { inDatabase } from "./DatabaseDrafts.ts";
import type { Pointer, SessionFacts, Statuses } from "./Draft.ts";
import type { Find, LayoutName } from "./Find.ts";
import type { Names, TextOf } from "./Names.ts";
import type { PredecessorDatabase } from "./PredecessorDatabase.ts";
import type { MigrationProblem } from "./Problem.ts";
import { createdInSpec, createdInYaml, readOwner } from "./SessionNotes.ts";

const StagesSaid = z.looseObject({
  session_id: z.string().optional(),
  stages: z.record(z.string(), z.string()),
});

export const sessionFacts = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
): ReadonlyArray<SessionFacts> => {
  const facts = new Map<string, SessionFacts>();
  const meet = (
    project: string | null,
    named: string,
    layout: LayoutName,
    more: Partial<Pick<SessionFacts, "owner" | "ownerPath" | "createdAt" | "archived">> = {},
  ): void => {
    const to = { project: names.project(project), session: names.session(project, named) };
    const key = `${to.project}/${to.session}`;
    const before = facts.get(key);
    facts.set(key, {
      ...to,
      named: before?.named ?? named,
      layouts: [...new Set([...(before?.layouts ?? []), layout])],
      owner: before?.owner ?? more.owner ?? null,
      ownerPath: before?.ownerPath ?? more.ownerPath ?? null,
      createdAt: before?.createdAt ?? more.createdAt ?? null,
      archived: (before?.archived ?? false) || (more.archived ?? false),
    });
  };
  for (const find of finds) {
    if (find.session === null || find.role === "left") continue;
    const { archived } = find;
    if (find.role === "owner")
      meet(find.project, find.session, find.layout, {
        ...readOwner(text(find)),
        ownerPath: find.path,
        archived,
      });
    else if (find.role === "created")
      meet(find.project, find.session, find.layout, { createdAt: createdInYaml(text(find)), archived });
    else {
      const isFeature = find.layout === "spec-kit" && find.session !== blueprintSession;
      meet(find.project, find.session, find.layout, {
        ...(isFeature ? { createdAt: createdInSpec(text(find)) } : {}),
        archived,
      });
    }
  }
  for (const { project, session } of database?.sessions ?? []) meet(project, session, "predecessor-database");
  return [...facts.values()];
};

export const pointersIn = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
): ReadonlyArray<Pointer> => {
  const files = finds.flatMap((find): ReadonlyArray<Pointer> => {
    const named = find.role === "pointer" ? readPointer(text(find).replace(/^\ufeff/, "")) : null;
    if (named === null || !isReadableName(named)) return [];
    const to = { project: names.project(find.project), session: names.session(find.project, named) };
    return [{ ...to, path: find.path }];
  });
  const stored = [...(database?.pointers ?? [])].flatMap(([named, current]): ReadonlyArray<Pointer> => {
    const project = names.project(named);
    if (!isReadableName(current) || files.some((one) => one.project === project)) return [];
    return [{ project, session: names.session(named, current), path: inDatabase(named, "CURRENT_SESSION") }];
  });
  return [...files, ...stored];
};

export const statusesIn = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
  pointers: ReadonlyArray<Pointer>,
  problems: Array<MigrationProblem>,
): ReadonlyArray<Statuses> => {
  const said = new Map<string, Statuses>();
  const meet = (project: string | null, session: string | null, state: string, path: string): void => {
    const read = readJson(state, StagesSaid);
    if (!read.ok) {
      problems.push({ code: "malformed", path, line: read.problem.line, message: read.problem.message });
      return;
    }
    const of = names.project(project);
    const named = session ?? read.value.session_id;
    const id =
      named === undefined
        ? pointers.find((one) => one.project === of)?.session
        : names.session(project, named);
    const stages = Object.entries(read.value.stages).filter(
      ([stage, status]) => isStage(stage) && status !== "pending",
    );
    if (id === undefined || stages.length === 0) return;
    said.set(`${of}/${id}`, {
      project: of,
      session: id,
      stages: Object.fromEntries(stages) as Partial<Record<Stage, string>>,
      path,
    });
  };
  // The file is of one session, whichever was last written; the database knows each.
  for (const find of finds) if (find.role === "statuses") meet(find.project, null, text(find), find.path);
  for (const { project, session, state } of database?.states ?? [])
    meet(project, session, state, inDatabase(project, session, "session_state"));
  return [...said.values()];
};
