/**
 * A drift that was read and accepted without an edit: what a stage is built on moves to what stands there
 * now, and who read it, and why, is recorded.
 */
import { builtOn, type Stage } from "@idse/pipeline-artifacts";
import { acknowledged, parentAcknowledged } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { Misuse, NotYet } from "../Failure.ts";
import { keepTexts } from "../KeptTexts.ts";
import { readParent } from "../Parent.ts";
import { changeState } from "../SessionChange.ts";
import { type SignerOptions, signerOf } from "../Signer.ts";
import { currentSnapshot, requireRecords, type SessionSnapshot } from "../Snapshot.ts";
import { renewViewOf } from "../Views.ts";
import { parseStage } from "./next.ts";

export interface AckOptions extends SignerOptions {
  readonly stage: string;
  /** A stage it is built on, or `parent`. */
  readonly of: string;
  readonly reason?: string;
}

/** What a stage can be compared with. */
export const parseBase = (stage: Stage, of: string): Effect.Effect<Stage | "parent", Misuse> => {
  const bases = [...builtOn(stage), "parent" as const];
  const found = bases.find((one) => one === of);
  return found === undefined
    ? Effect.fail(
        new Misuse({ problem: `The ${stage} is not built on "${of}".`, hint: `One of: ${bases.join(", ")}` }),
      )
    : Effect.succeed(found);
};

export const requireParent = (snapshot: SessionSnapshot) =>
  Effect.flatMap(Effect.andThen(requireRecords(snapshot), readParent(snapshot)), (parent) =>
    parent === null
      ? Effect.fail(
          new Misuse({
            problem: `The session "${snapshot.id}" has no parent here.`,
            hint: `idse session-info ${snapshot.id} --lineage`,
          }),
        )
      : Effect.succeed(parent),
  );

export const ackStage = (options: AckOptions) =>
  Effect.gen(function* () {
    const stage = yield* parseStage(options.stage);
    const of = yield* parseBase(stage, options.of);
    const who = { ...(yield* signerOf(options)), reason: options.reason?.trim() || null };
    const { snapshot } = yield* currentSnapshot;
    const { project, id, documents } = snapshot;
    const parent = of === "parent" ? yield* requireParent(snapshot) : null;
    let sections: ReadonlyArray<string> = [];
    const changed = yield* changeState(project, id, (record) =>
      Effect.gen(function* () {
        const after =
          parent === null
            ? acknowledged(record, stage, of as Stage, documents, who)
            : parentAcknowledged(record, stage, parent, who);
        if (after === null) {
          return yield* new NotYet({
            problem: `There is no sign-off of the ${stage} of "${id}" as it stands, so it is built on nothing yet. Nothing was changed.`,
            hint: `idse session set-stage ${id} --stage ${stage} --status completed`,
            findings: [],
          });
        }
        sections = after.sections;
        return after.state === record ? null : after.state;
      }),
    );
    const read = parent === null ? documents.get(of as Stage) : parent.documents.get(stage);
    const notes = changed ? yield* keepTexts([read]) : [];
    return answer(
      "acknowledgement",
      {
        project,
        session: id,
        stage,
        of,
        parent: parent?.session ?? null,
        sections: [...sections],
        by: { name: who.by, kind: who.kind },
        reason: who.reason,
        unchanged: !changed,
        next: `idse status --session ${id}`,
      },
      changed ? [...notes, ...(yield* renewViewOf(project, id))] : notes,
    );
  });
