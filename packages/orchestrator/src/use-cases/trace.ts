/** What hangs on what in one session, and where the chain is broken. */
import { FilePrimitives } from "@idse/durable-files";
import { type IdentifierKind, type IdentifierScheme, LineMap, qualifiedIn } from "@idse/pipeline-artifacts";
import { type CodePlace, type Trace, type TraceRow, traceOf } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { law } from "../Law.ts";
import { places as placesHere } from "../Places.ts";
import { sessionInput } from "../Reading.ts";
import { currentSnapshot, notesOf, type SessionSnapshot } from "../Snapshot.ts";
import { sourceFiles } from "../SourceFiles.ts";
import { Workspace } from "../Workspace.ts";

export interface TraceOptions {
  /** Globs, from the repository's root, of code that names identifiers as `project/session#FR-1`. */
  readonly code?: ReadonlyArray<string>;
  /** Only rows that lack something. */
  readonly gapsOnly?: boolean;
}

export const trace = ({ code: globs = [], gapsOnly = false }: TraceOptions = {}) =>
  Effect.gen(function* () {
    const { ruleSet } = yield* law;
    const { choice, snapshot } = yield* currentSnapshot;
    const { published } = yield* placesHere;
    const placed = <A extends { readonly path: string }>(one: A) => ({ ...one, path: published(one.path) });
    const code = globs.length === 0 ? null : yield* placesInCode(globs, snapshot, ruleSet.identifiers);
    const traced = traceOf(
      sessionInput(snapshot).documents,
      ruleSet.identifiers,
      code === null ? {} : { code: code.places },
    );
    const counted = (kind: IdentifierKind) =>
      traced.items.filter((one) => one.kind === kind && !one.dropped).length;
    return answer(
      "trace",
      {
        project: snapshot.project,
        session: snapshot.id,
        resolvedBy: choice.resolvedBy,
        items: traced.items.map(placed),
        rows: (gapsOnly ? rowsWithGaps(traced) : traced.rows).map((row) => ({
          requirement: row.requirement,
          successCriteria: [...row.successCriteria],
          criteria: [...row.criteria],
          tasks: [...row.tasks],
          implementation: row.implementation.map((one) => ({ ...placed(one), ids: [...one.ids] })),
          code: row.code.map((one) => ({ ...one })),
        })),
        gaps: traced.gaps.map(placed),
        code: code === null ? null : { globs: [...globs], files: code.files, places: [...code.places] },
        summary: {
          successCriteria: counted("success-criterion"),
          requirements: counted("requirement"),
          criteria: counted("criterion"),
          tasks: counted("task"),
          dropped: traced.items.filter((one) => one.dropped).length,
          gaps: traced.gaps.length,
        },
      },
      [...notesOf(snapshot), ...(code?.notes ?? [])],
    );
  });

const rowsWithGaps = ({ rows, gaps }: Trace): ReadonlyArray<TraceRow> => {
  const lacking = new Set(gaps.map((one) => one.id));
  return rows.filter(({ requirement, successCriteria, criteria, tasks }) =>
    requirement === null
      ? [...successCriteria, ...criteria, ...tasks].some((id) => lacking.has(id))
      : lacking.has(requirement),
  );
};

const placesInCode = (
  globs: ReadonlyArray<string>,
  { project, id: session }: SessionSnapshot,
  scheme: IdentifierScheme,
) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { each, looked } = yield* sourceFiles(yield* FilePrimitives, workspace.root, globs);
    const places: Array<CodePlace> = [];
    const name = `${project}/${session}#`;
    each(({ path, text }) => {
      if (!text.includes(name)) return;
      const lines = new LineMap(text);
      for (const one of qualifiedIn(text, scheme)) {
        if (one.project !== project || one.session !== session) continue;
        const { line, column } = lines.pointAt(one.start);
        places.push({ path, line, column, id: one.id, kind: one.kind });
      }
    });
    const { files, problems } = looked;
    const notes = files === 0 ? [`No file matches ${globs.join(" ")}.`, ...problems] : problems;
    return { places, files, notes };
  });
