/**
 * Sign-off of a stage, and taking it back. A stage's progress is derived from its document; what a
 * person adds is the claim that it is done, for the text as it stands.
 */
import { builtOn, type Stage } from "@idse/pipeline-artifacts";
import { signOffOf, withSignOff } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession, countedErrors } from "../Assessment.ts";
import { Misuse, NotYet } from "../Failure.ts";
import { keepTexts } from "../KeptTexts.ts";
import { readParent } from "../Parent.ts";
import { places } from "../Places.ts";
import { changeState, requireSession } from "../SessionChange.ts";
import { type SignerOptions, signerOf } from "../Signer.ts";
import { currentSession, readSessions } from "../Snapshot.ts";
import { renewStateView } from "../Views.ts";
import { currentProject } from "../Workspace.ts";
import { parseStage } from "./next.ts";

const statuses = ["pending", "in_progress", "completed"] as const;

export interface SetStageOptions extends SignerOptions {
  readonly id: string;
  readonly stage: string;
  readonly status: string;
}

export const setStage = (options: SetStageOptions) =>
  Effect.gen(function* () {
    const stage = yield* parseStage(options.stage);
    const status = statuses.find((one) => one === options.status);
    if (status === undefined) {
      return yield* new Misuse({
        problem: `"${options.status}" is not a stage status.`,
        hint: `One of: ${statuses.join(", ")}`,
      });
    }
    const project = yield* currentProject;
    yield* requireSession(project, options.id);
    const { changed, notes: kept } =
      status === "completed"
        ? yield* signOff(project, stage, options)
        : { changed: yield* withdraw(project, stage, options.id), notes: [] };
    const current = yield* Effect.option(currentSession(project));
    const isCurrent = current._tag === "Some" && current.value.session === options.id;
    const renewed = isCurrent ? yield* renewStateView(project, options.id) : [];
    return answer(
      "session-change",
      {
        project,
        session: options.id,
        action: status === "completed" ? "signed-off" : "sign-off-withdrawn",
        parent: null,
        path: (yield* places).folder(project, options.id),
        current: isCurrent,
        value: stage,
        unchanged: !changed,
        next: `idse next --session ${options.id}`,
      },
      [...kept, ...renewed],
    );
  });

const signOff = (project: string, stage: Stage, { id, ...who }: SetStageOptions) =>
  Effect.gen(function* () {
    const signer = yield* signerOf(who);
    const [snapshot] = yield* readSessions(project, [id]);
    if (snapshot === undefined) return { changed: false, notes: [] };
    const assessment = yield* assessSession(project, id);
    const findings = countedErrors(assessment.findings).filter((one) => one.stage === stage);
    const state = assessment.states.find((one) => one.stage === stage);
    if (findings.length > 0 || state?.status === "pending" || state?.status === "missing") {
      return yield* new NotYet({
        problem: `The ${stage} of "${id}" cannot be signed off: ${
          findings.length > 0 ? `it has open errors (${findings.length})` : "it is not written yet"
        }. Nothing was changed.`,
        hint: `idse validate --session ${id} --through ${stage}`,
        findings,
      });
    }
    const parent = yield* readParent(snapshot);
    const signature = signOffOf(stage, snapshot.documents, signer, parent);
    const changed = yield* changeState(project, id, (record) => {
      const before = record.stages[stage].sign_off;
      const same =
        before !== null &&
        before.digest === signature.digest &&
        JSON.stringify(before.built_on) === JSON.stringify(signature.built_on);
      return Effect.succeed(same ? null : withSignOff(record, stage, signature));
    });
    const upstream = [
      ...builtOn(stage).map((one) => snapshot.documents.get(one)),
      parent?.documents.get(stage),
    ];
    return { changed, notes: yield* keepTexts(upstream) };
  });

const withdraw = (project: string, stage: Stage, id: string) =>
  changeState(project, id, (record) =>
    Effect.succeed(record.stages[stage].sign_off === null ? null : withSignOff(record, stage, null)),
  );
