/**
 * What changed below a stage: in the stages it is built on since it was signed off, and in the parent's
 * stage of the same name since that or since the session was spawned.
 */
import {
  type ArtifactDocument,
  type BuiltOn,
  builtOn,
  changedSections,
  normaliseTitle,
  type Stage,
  sectionFingerprintsOf,
} from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { parentBaseOf, signedBase } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { findBaseTexts, sectionTextsOf } from "../BaseText.ts";
import { type Parent, readParent } from "../Parent.ts";
import { patchOf } from "../Patch.ts";
import { places } from "../Places.ts";
import type { ResultOf } from "../results/Results.ts";
import { currentSnapshot, requireRecords, type SessionSnapshot } from "../Snapshot.ts";
import { parseBase, requireParent } from "./ackStage.ts";
import { parseStage } from "./next.ts";

type Compared = ResultOf<"stage-diff">["of"][number];

/** A document that the stage is built on, as it was then and is now. */
interface Base {
  readonly of: Stage | "parent";
  readonly session: string;
  readonly stage: Stage;
  readonly then: BuiltOn;
  readonly now: ArtifactDocument | undefined;
}

/** `named`: one of its upstream stages or `parent`; null for all of them. */
export const diffStage = (stageName: string, named: string | null = null) =>
  Effect.gen(function* () {
    const stage = yield* parseStage(stageName);
    const of = named === null ? null : yield* parseBase(stage, named);
    const { snapshot } = yield* currentSnapshot;
    yield* requireRecords(snapshot);
    const parent = of === "parent" ? yield* requireParent(snapshot) : yield* readParent(snapshot);
    const bases = basesOf(snapshot, stage, parent).filter((one) => of === null || one.of === of);
    const compared: Array<Compared> = [];
    for (const base of bases) compared.push(yield* compare(snapshot.project, base));
    const signOff = snapshot.state?.stages[stage].sign_off ?? null;
    return answer("stage-diff", {
      project: snapshot.project,
      session: snapshot.id,
      stage,
      signedOff: signOff === null ? null : { by: signOff.by, kind: signOff.kind, at: signOff.at },
      of: compared,
    });
  });

/** Only what was recorded: of an unsigned stage that is at most the parent. */
const basesOf = (snapshot: SessionSnapshot, stage: Stage, parent: Parent | null): ReadonlyArray<Base> => {
  const signOff = snapshot.state?.stages[stage].sign_off ?? null;
  const own = builtOn(stage).flatMap((upstream): ReadonlyArray<Base> => {
    const then = signOff === null ? undefined : signedBase(signOff, upstream);
    const now = snapshot.documents.get(upstream);
    return then === undefined ? [] : [{ of: upstream, session: snapshot.id, stage: upstream, then, now }];
  });
  const then = parent === null ? null : parentBaseOf(snapshot.state, parent.session, stage);
  if (parent === null || then === null) return own;
  const above = {
    of: "parent",
    session: parent.session,
    stage,
    then,
    now: parent.documents.get(stage),
  } as const;
  return [...own, above];
};

const compare = (project: string, { of, session, stage, then, now }: Base) =>
  Effect.gen(function* () {
    const path = pathOf({ project, session, kind: stage });
    const changed = changedSections(then.sections, now === undefined ? [] : sectionFingerprintsOf(now));
    const before = yield* findBaseTexts(then, path, changed);
    const after = now === undefined ? new Map<string, string>() : sectionTextsOf(now);
    const stood = new Set(then.sections.map((one) => normaliseTitle(one.section)));
    return {
      of,
      session,
      stage,
      path: (yield* places).published(path),
      sections: changed.map((section) => {
        const title = normaliseTitle(section);
        const [old, present] = [before.texts.get(title) ?? null, after.get(title) ?? null];
        const change = !stood.has(title) ? "added" : after.has(title) ? "changed" : "removed";
        return {
          section,
          change,
          before: old,
          after: present,
          patch: change === "added" || old !== null ? patchOf(old ?? "", present ?? "") : null,
        };
      }),
      found: changed.length === 0 ? null : before.found,
      why: before.why,
    } satisfies Compared;
  });
