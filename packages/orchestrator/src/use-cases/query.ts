/** A question about the sessions of a project, by name, answered with rows. */
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { Misuse } from "../Failure.ts";
import { type QueryName, queryNames, queryRows } from "../results/Query.ts";
import type { SearchOptions } from "../TextSearch.ts";
import { currentProject, Workspace } from "../Workspace.ts";
import type { Chosen } from "./query/Chosen.ts";
import { artifactRows, sessionRows, specRows, stageRows, unsyncedRows } from "./query/rows.ts";

export interface QueryOptions {
  readonly name: string;
  /** What `text` looks for. */
  readonly search: SearchOptions | null;
  readonly limit: number | null;
}

/** Of all sessions of the project, or with `--session` of that one. Rows stand by session, stage and place. */
export const query = ({ name, search, limit }: QueryOptions) =>
  Effect.gen(function* () {
    const asked = yield* questionOf(name, search);
    const { invocation } = yield* Workspace;
    const project = yield* currentProject;
    const { session } = invocation;
    const { rows, notes } = yield* answerTo(asked, { project, session }, search);
    const shown = limit === null ? rows : rows.slice(0, limit);
    const truncated = shown.length < rows.length;
    return answer(
      "query",
      {
        project,
        session,
        name: asked,
        columns: Object.keys(queryRows[asked].shape),
        rows: [...shown],
        total: rows.length,
        truncated,
      },
      truncated
        ? [...notes, `These are ${shown.length} of ${rows.length} rows; --limit left the others out.`]
        : notes,
    );
  });

const questionOf = (name: string, search: SearchOptions | null) => {
  const asked = queryNames.find((one) => one === name);
  if (asked === undefined) {
    const problem = `"${name}" is not a query.`;
    return Effect.fail(new Misuse({ problem, hint: `One of: ${queryNames.join(", ")}` }));
  }
  if (asked === "text" && search === null) {
    return Effect.fail(
      new Misuse({ problem: "Say what to search for.", hint: "idse query text 'some words'" }),
    );
  }
  if (asked !== "text" && search !== null) {
    const problem = `${asked} takes no pattern, and neither --regex nor --ignore-case.`;
    return Effect.fail(new Misuse({ problem, hint: `idse query ${asked}` }));
  }
  return Effect.succeed(asked);
};

const nothing: SearchOptions = { pattern: "", regex: false, ignoreCase: false };

const ofTexts = Effect.promise(() => import("./query/textRows.ts"));

const answerTo = (name: QueryName, chosen: Chosen, search: SearchOptions | null) =>
  Effect.gen(function* () {
    switch (name) {
      case "sessions":
        return { rows: yield* sessionRows(chosen), notes: [] };
      case "artifacts":
        return { rows: yield* artifactRows(chosen), notes: [] };
      case "stage-status":
        return { rows: yield* stageRows(chosen), notes: [] };
      case "unsynced":
        return yield* unsyncedRows(chosen);
      case "specs-in-progress":
        return { rows: yield* specRows(chosen), notes: [] };
      case "trace-gaps":
        return { rows: yield* (yield* ofTexts).traceRows(chosen), notes: [] };
      case "text":
        return { rows: yield* (yield* ofTexts).textRows(chosen, search ?? nothing), notes: [] };
    }
  });
