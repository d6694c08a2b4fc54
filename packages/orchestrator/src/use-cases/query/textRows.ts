/** Rows for which the documents themselves are read. */
import { traceOf } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { Misuse } from "../../Failure.ts";
import { law } from "../../Law.ts";
import { places } from "../../Places.ts";
import { sessionInput } from "../../Reading.ts";
import type { QueryRow } from "../../results/Query.ts";
import { finderOf, type SearchOptions } from "../../TextSearch.ts";
import { type Chosen, fromTexts } from "./Chosen.ts";

export const traceRows = (chosen: Chosen) =>
  Effect.gen(function* () {
    const { ruleSet } = yield* law;
    const { published } = yield* places;
    return yield* fromTexts(chosen, (snapshot) =>
      traceOf(sessionInput(snapshot).documents, ruleSet.identifiers).gaps.flatMap(
        (gap): ReadonlyArray<QueryRow<"trace-gaps">> => {
          const { stage, path, line, column, id, kind, missing, title } = gap;
          // Without code every gap is in a document.
          if (stage === null) return [];
          return [
            {
              session: snapshot.id,
              stage,
              path: published(path),
              line,
              column,
              id,
              kind,
              missing,
              title,
            },
          ];
        },
      ),
    );
  });

export const textRows = (chosen: Chosen, search: SearchOptions) =>
  Effect.gen(function* () {
    const finder = finderOf(search);
    if ("problem" in finder) {
      return yield* new Misuse({ problem: finder.problem, hint: "idse query text 'some words'" });
    }
    const { path } = yield* places;
    const { project } = chosen;
    return yield* fromTexts(chosen, (snapshot) =>
      [...snapshot.documents].flatMap(([stage, document]) =>
        finder.find(document.text).map(
          (found): QueryRow<"text"> => ({
            session: snapshot.id,
            stage,
            path: path({ project, session: snapshot.id, kind: stage }),
            line: found.line,
            column: found.column,
            match: found.match,
            text: found.text,
          }),
        ),
      ),
    );
  });
