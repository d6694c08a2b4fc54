/** Whether a file may be changed: what holds the agent first, then its mode. */
import type { Stage } from "@idse/pipeline-artifacts/Stage";
import { stageTable } from "@idse/pipeline-artifacts/Stage";
import { type Denial, denied, type Facts, plain, setMode, signOff } from "./Decision.ts";
import { type Guarded, guardedIn } from "./Guarded.ts";
import { type At, inPlanning, isPlanning } from "./Mode.ts";
import { type Place, placesOf, type StageDocument } from "./Place.ts";
import type { Reach } from "./shell/Act.ts";

/** What the implementation is measured by, so that it cannot be bent to fit what was built. */
const measures: ReadonlyArray<Stage> = ["intent", "context", "spec"];

const sessionIn = (shown: string): readonly [project: string, session: string] => {
  const [, project = "PROJECT", session = "SESSION"] =
    /projects\/([^/*]+)\/sessions\/([^/*]+)/i.exec(shown) ?? [];
  return [project, session];
};

/** Why each is guarded and what a person runs. */
export const guardedDenial = ({ rule }: Guarded, shown: string, facts: Facts): Denial => {
  const what = plain(shown);
  const [project, session] = sessionIn(shown);
  const say = {
    registry: ["says what each agent may do, and is changed by people", setMode(facts, "MODE")],
    constitution: [
      "says what is checked and what is waived, and is changed by people",
      "idse constitution check",
    ],
    configuration: ["configures the workspace, and is changed by people", "idse status"],
    baseline: ["accepts findings, and is changed by people", "idse validate --all --update-baseline"],
    "sign-off": [
      "holds what people say of a session: who signed what, its status, its parent",
      signOff(project, session, "STAGE", "completed"),
    ],
    hooks: ["holds agents to their mode, and is changed by people", "idse agents install-hooks"],
    "git-hooks": ["holds the hooks of git and what this clone must not lose", "idse agents install-hooks"],
  } as const;
  const [why, command] = say[rule];
  return denied(rule, `${what} ${why}. ${plain(facts.agent)} leaves it as it is.`, command);
};

const isSigned = (facts: Facts, { project, session, stage }: StageDocument): boolean =>
  measures.includes(stage) &&
  [...new Set([session, session.toLowerCase()])].some((one) => facts.signedOff(project, one, stage));

export const signedDenial = (facts: Facts, { project, session, stage }: StageDocument): Denial =>
  denied(
    "signed-off",
    `The ${stage} of ${plain(session)} is signed off; in implementation mode ${plain(facts.agent)} builds by it and does not rewrite it.`,
    signOff(project, session, stage, "in_progress"),
  );

/** The first of these documents that is signed off and may not be rewritten. */
export const signedAmong = (facts: Facts, documents: ReadonlyArray<StageDocument>): Denial | null => {
  const signed = documents.find((one) => isSigned(facts, one));
  return signed === undefined ? null : signedDenial(facts, signed);
};

export const measuresOf = (project: string, session: string): ReadonlyArray<StageDocument> =>
  measures.map((stage) => ({ project, session, stage }));

const here = (facts: Facts): At => ({ project: facts.project, session: facts.session });

const isBaseline = (facts: Facts, shown: string): boolean =>
  facts.baseline != null && facts.baseline.replace(/^\.\//, "") === shown;

const placeDenial = (place: Place, reach: Reach, facts: Facts): Denial | null => {
  if (place.guarded !== null) return guardedDenial(place.guarded, place.shown, facts);
  if (isBaseline(facts, place.shown))
    return guardedDenial({ rule: "baseline", pattern: "", anywhere: false }, place.shown, facts);
  const at = place.document ?? here(facts);
  if (!isPlanning(facts, at)) return signedAmong(facts, place.holds);
  if (place.document !== null || (reach === "folder" && place.above)) return null;
  const shown = place.shown === "." ? "the repository" : plain(place.shown);
  return inPlanning(
    "planning-write",
    `it writes stage documents under .idse/, and ${shown} is none.`,
    facts,
    at,
  );
};

/** A path that is known; `glob` where it stands for several. */
export const pathDenial = (
  path: string,
  folder: string | null,
  facts: Facts,
  reach: Reach = "file",
  glob = false,
): Denial | null => {
  const places = placesOf(path, folder, facts, reach, glob);
  const denials = places.flatMap((place) => placeDenial(place, reach, facts) ?? []);
  const leash = denials.find((one) => !one.rule.startsWith("planning"));
  const [first = null] = denials;
  if (leash !== undefined || first !== null || !glob) return leash ?? first;
  return places.some((place) => place.where === "idse") ? severalDenial(path, facts) : null;
};

const unmeasured = stageTable.filter((row) => !measures.includes(row.stage)).map((row) => row.path);

/** A target inside `.idse` that is only known when the command runs. */
const severalDenial = (raw: string, facts: Facts): Denial | null =>
  isPlanning(facts, here(facts)) || unmeasured.some((path) => raw.endsWith(path))
    ? null
    : denied(
        "signed-off",
        `Which documents ${plain(raw)} stands for is not known before it runs, and some may be signed off.`,
        signOff(facts.project, facts.session ?? "SESSION", "STAGE", "in_progress"),
      );

/** A path that is only known when the command runs. */
export const unsureDenial = (raw: string, facts: Facts): Denial | null => {
  const guarded = guardedIn(raw);
  if (guarded !== undefined) return guardedDenial(guarded, raw, facts);
  if (isPlanning(facts, here(facts)))
    return inPlanning(
      "planning-write",
      `it writes stage documents under .idse/, and which file ${plain(raw)} is cannot be known.`,
      facts,
      here(facts),
    );
  return /\.idse(?:[\\/]|$)/i.test(raw) ? severalDenial(raw, facts) : null;
};
