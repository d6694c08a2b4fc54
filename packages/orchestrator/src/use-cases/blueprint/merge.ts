/**
 * A session's proposals written into its parent: all that are asked for, or none. A section is written
 * only over the one that the session was built on; one that changed meanwhile is shown three ways.
 */
import { DesignStore, newOperation, readDocument } from "@idse/design-store";
import { printJsonLike, readJson } from "@idse/pipeline-artifacts";
import { type Acknowledger, parentSectionsMoved, printState, StateRecord } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { BaseChanged } from "../../Failure.ts";
import { keepTexts } from "../../KeptTexts.ts";
import type { Parent } from "../../Parent.ts";
import { places } from "../../Places.ts";
import { type MergedStage, mergeStage, proposalsOf } from "../../Proposals.ts";
import { requireSession } from "../../SessionChange.ts";
import { signerOf } from "../../Signer.ts";
import { readSessions, type SessionSnapshot } from "../../Snapshot.ts";
import { renewViewOf } from "../../Views.ts";
import { currentProject, malformed } from "../../Workspace.ts";
import { requireParent } from "../ackStage.ts";
import { parseStage } from "../next.ts";

export interface MergeOptions {
  readonly id: string;
  readonly stage?: string;
  readonly section?: string;
  readonly dryRun?: boolean;
  /** Absent: who runs the command. */
  readonly by?: string;
}

export const mergeBlueprint = (options: MergeOptions) =>
  Effect.gen(function* () {
    const only = options.stage === undefined ? null : yield* parseStage(options.stage);
    const project = yield* currentProject;
    yield* requireSession(project, options.id);
    const [snapshot] = yield* readSessions(project, [options.id]);
    if (snapshot === undefined) return yield* Effect.die(new Error("a store gave no answer for a session"));
    const parent = yield* requireParent(snapshot);
    const signer = yield* signerOf(options.by === undefined ? {} : { by: options.by });
    const proposals = yield* proposalsOf(snapshot, only, options.section ?? null);
    const merged: Array<MergedStage> = [];
    for (const [stage, wanted] of proposals) merged.push(yield* mergeStage(snapshot, parent, stage, wanted));
    const conflicts = merged.flatMap((one) => one.conflicts);
    if (conflicts.length > 0) {
      return yield* new BaseChanged({ session: options.id, parent: parent.session, conflicts });
    }
    const who = { ...signer, reason: `merged into ${parent.session}` };
    const notes = options.dryRun === true ? [] : yield* write(snapshot, parent, merged, who);
    const sections = merged.flatMap((one) => one.sections);
    return answer(
      "blueprint-merge",
      {
        project,
        session: options.id,
        parent: parent.session,
        dryRun: options.dryRun === true,
        by: signer.by,
        sections,
        unchanged: sections.every((one) => one.outcome === "unchanged"),
        next: `idse validate --session ${parent.session}`,
      },
      notes,
    );
  });

/** The parent's documents and the session's own record of them, in one commit. */
const write = (
  snapshot: SessionSnapshot,
  parent: Parent,
  merged: ReadonlyArray<MergedStage>,
  who: Acknowledger,
) =>
  Effect.gen(function* () {
    const ref = { project: snapshot.project, session: snapshot.id, kind: "state" } as const;
    const stored = yield* readDocument(ref);
    if (stored._tag === "Missing") return yield* Effect.die(new Error("a state that was read is gone"));
    const read = readJson(stored.content, StateRecord);
    if (!read.ok) return yield* malformed((yield* places).name(ref), read.problem);
    const state = merged.reduce((record, { stage, document, sections }) => {
      const documents = new Map(parent.documents).set(stage, document);
      const titles = sections.map((one) => one.section);
      return parentSectionsMoved(record, stage, { ...parent, documents }, titles, who);
    }, read.value);
    const [first, ...rest] = [
      ...merged.flatMap((one) => (one.change === null ? [] : [one.change])),
      ...(state === read.value
        ? []
        : [
            {
              _tag: "Put" as const,
              ref,
              content: printJsonLike(stored.content, JSON.parse(printState(state))),
              expect: { revision: stored.revision },
            },
          ]),
    ];
    if (first === undefined) return [];
    const store = yield* DesignStore;
    yield* store.commit([first, ...rest], newOperation());
    return [
      ...(yield* keepTexts(merged.map((one) => one.document))),
      ...(yield* renewViewOf(snapshot.project, snapshot.id)),
      ...(yield* renewViewOf(snapshot.project, parent.session)),
    ];
  });
