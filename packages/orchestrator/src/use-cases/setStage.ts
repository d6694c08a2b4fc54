/**
 * Sign-off of a stage, and taking it back. A stage's progress is derived from its document; what a
 * person adds is the claim that it is done, for the text as it stands.
 */
import type { Stage } from "@idse/pipeline-artifacts";
import { sessionFolder } from "@idse/project-workspace";
import { signOffOf, withSignOff } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assess } from "../Assessment.ts";
import { Misuse, NotYet } from "../Failure.ts";
import { changeState, now, requireSession } from "../SessionChange.ts";
import { currentSession, readSessions } from "../Snapshot.ts";
import { renewStateView } from "../Views.ts";
import { actor, currentProject } from "../Workspace.ts";
import { parseStage } from "./next.ts";

const signerKinds = ["human", "agent"] as const;
const statuses = ["pending", "in_progress", "completed"] as const;

export interface SetStageOptions {
  readonly id: string;
  readonly stage: string;
  readonly status: string;
  /** Who signs; absent: who runs the command. */
  readonly by?: string;
  /** `human` or `agent`; absent: human. */
  readonly kind?: string;
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
    const changed =
      status === "completed"
        ? yield* signOff(project, stage, options)
        : yield* withdraw(project, stage, options.id);
    const current = yield* Effect.option(currentSession(project));
    const isCurrent = current._tag === "Some" && current.value.session === options.id;
    const notes = isCurrent ? yield* renewStateView(project, options.id) : [];
    return answer(
      "session-change",
      {
        project,
        session: options.id,
        action: status === "completed" ? "signed-off" : "sign-off-withdrawn",
        parent: null,
        path: sessionFolder(project, options.id),
        current: isCurrent,
        value: stage,
        unchanged: !changed,
        next: `idse next --session ${options.id}`,
      },
      notes,
    );
  });

const signOff = (project: string, stage: Stage, { id, by, kind: wanted = "human" }: SetStageOptions) =>
  Effect.gen(function* () {
    const kind = signerKinds.find((one) => one === wanted);
    if (kind === undefined) {
      return yield* new Misuse({
        problem: `"${wanted}" is not a kind of signer.`,
        hint: `One of: ${signerKinds.join(", ")}`,
      });
    }
    const [snapshot] = yield* readSessions(project, [id]);
    if (snapshot === undefined) return false;
    const { report, states } = assess(snapshot);
    const findings = report.findings.filter((one) => one.stage === stage && one.severity === "error");
    const state = states.find((one) => one.stage === stage);
    if (findings.length > 0 || state?.status === "pending" || state?.status === "missing") {
      return yield* new NotYet({
        problem: `The ${stage} of "${id}" cannot be signed off: ${
          findings.length > 0 ? `it has open errors (${findings.length})` : "it is not written yet"
        }. Nothing was changed.`,
        hint: `idse validate --session ${id} --through ${stage}`,
        findings,
      });
    }
    const signer = { by: by ?? (yield* actor), kind, at: yield* now };
    const signature = signOffOf(stage, snapshot.documents, signer);
    return yield* changeState(project, id, (record) => {
      const before = record.stages[stage].sign_off;
      const same =
        before !== null &&
        before.digest === signature.digest &&
        JSON.stringify(before.built_on) === JSON.stringify(signature.built_on);
      return Effect.succeed(same ? null : withSignOff(record, stage, signature));
    });
  });

const withdraw = (project: string, stage: Stage, id: string) =>
  changeState(project, id, (record) =>
    Effect.succeed(record.stages[stage].sign_off === null ? null : withSignOff(record, stage, null)),
  );
