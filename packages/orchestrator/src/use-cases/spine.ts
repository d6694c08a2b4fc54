/** The Product Spine table of the blueprint's spec held against the sessions that work on it. */
import { readDocument } from "@idse/design-store";
import { ArtifactDocument, blueprintSession } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type Assessment, judgeSessions } from "../Assessment.ts";
import { type Places, places } from "../Places.ts";
import { isNamedIn, lineNaming, type Primitive, spineOf } from "../ProductSpine.ts";
import { allReadings } from "../Readings.ts";
import type { ResultOf } from "../results/Results.ts";
import { type StageText, writtenTexts } from "../StageTexts.ts";
import { blueprintProject } from "./blueprint/making.ts";

type Row = ResultOf<"product-spine">["primitives"][number];
type Work = Row["sessions"][number];

/** Where it is furthest: reported as built, else specified, else only named. */
const workOn = (
  primitive: Primitive,
  { reading: { project, id, head } }: Assessment,
  texts: ReadonlyArray<StageText>,
  { path }: Places,
): ReadonlyArray<Work> => {
  const status = head?.status ?? null;
  for (const [stage, how] of [
    ["implementation", "implements"],
    ["spec", "specifies"],
  ] as const) {
    const text = texts.find((one) => one.session === id && one.stage === stage);
    const line = text === undefined ? null : lineNaming(text.document, primitive);
    if (line !== null)
      return [{ session: id, status, how, stage, path: path({ project, session: id, kind: stage }), line }];
  }
  const words = [id, head?.name ?? "", ...(head?.tags ?? [])];
  return isNamedIn(words, primitive)
    ? [{ session: id, status, how: "named", stage: null, path: null, line: null }]
    : [];
};

const stateOf = (sessions: ReadonlyArray<Work>, built: ReadonlySet<string>): Row["state"] => {
  if (sessions.some((one) => one.how === "implements" && built.has(one.session))) return "built";
  return sessions.length === 0 ? "untouched" : "in-work";
};

const isBuilt = ({ states }: Assessment): boolean =>
  states.some(({ stage, status }) => stage === "implementation" && status === "completed");

export const spine = Effect.gen(function* () {
  const project = yield* blueprintProject;
  const at = yield* places;
  const ref = { project, session: blueprintSession, kind: "spec" } as const;
  const spec = yield* readDocument(ref);
  const table = spec._tag === "Missing" ? null : spineOf(new ArtifactDocument(spec.content));
  const readings = table === null ? [] : yield* allReadings(project);
  const { assessments } = yield* judgeSessions(readings, { whole: true });
  const texts = yield* writtenTexts(project, readings, ["implementation", "spec"]);
  // The blueprint's spec holds the table itself, so it names all of them.
  const told = texts.filter((one) => one.session !== blueprintSession || one.stage !== "spec");
  const built = new Set(assessments.filter(isBuilt).map(({ reading }) => reading.id));
  const primitives = (table?.primitives ?? []).map((primitive): Row => {
    const sessions = assessments.flatMap((one) => workOn(primitive, one, told, at));
    return { name: primitive.name, cells: [...primitive.cells], state: stateOf(sessions, built), sessions };
  });
  const countOf = (state: Row["state"]): number => primitives.filter((one) => one.state === state).length;
  return answer("product-spine", {
    project,
    session: blueprintSession,
    path: at.path(ref),
    line: table?.line ?? null,
    columns: [...(table?.columns ?? [])],
    primitives,
    summary: { built: countOf("built"), inWork: countOf("in-work"), untouched: countOf("untouched") },
  });
});
