/** Writing the documents of a commit, one after the other. */
import {
  type DocumentHead,
  type OperationId,
  RevisionConflict,
  revisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type Overtaken, trashPage } from "./BodyWriting.ts";
import { refIn, type Step } from "./CommitPlan.ts";
import { store } from "./Failure.ts";
import { type DoneHead, removedHead } from "./Manifest.ts";
import type { NotionApi } from "./NotionApi.ts";
import type { Written } from "./PageClosing.ts";
import { finishPage, makePage } from "./PageMaking.ts";
import { idOf } from "./PageName.ts";
import { replacePage } from "./PageReplacing.ts";
import { isPut } from "./Prepared.ts";

export const headOf = (ref: DocumentRef, { revision, digest, removed }: DoneHead): DocumentHead => ({
  ref,
  revision,
  digest,
  removed,
});

const write = (
  api: NotionApi,
  { prepared, found }: Step,
  operation: OperationId,
): Effect.Effect<Written, Overtaken | StoreFailure> => {
  if (isPut(prepared)) {
    if (found === undefined) return makePage(api, prepared, operation);
    return prepared.change.expect === "absent"
      ? finishPage(api, prepared, operation, found.page)
      : replacePage(api, prepared, operation, found);
  }
  const { ref } = prepared.change;
  const written = { head: headOf(ref, removedHead(idOf(ref), operation)), problem: null };
  return found === undefined
    ? Effect.succeed(written)
    : Effect.as(trashPage(api, found.page, found.body), written);
};

/** Of a commit that stopped halfway because somebody changed one of its documents. */
const overtakenAt = ({ prepared }: Step, written: ReadonlyArray<DocumentHead>): RevisionConflict => {
  const ref = refIn(prepared);
  if (written.length === 0) return revisionConflict(store, [ref]);
  const before = written.map((head) => refKey(head.ref)).join(", ");
  return new RevisionConflict({
    store,
    refs: [ref],
    message: `Somebody else changed ${refKey(ref)} meanwhile. Of this change ${before} was already written, the rest was not. Read again and repeat what is missing.`,
  });
};

/** Writes what is not written yet, one document after the other. */
export const writeSteps = (
  api: NotionApi,
  steps: ReadonlyArray<Step>,
  operation: OperationId,
  giveUp: Effect.Effect<void, StoreFailure>,
): Effect.Effect<ReadonlyArray<Written>, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const all: Array<Written> = [];
    for (const step of steps) {
      if (step.done !== undefined) {
        all.push({ head: headOf(refIn(step.prepared), step.done), problem: null });
        continue;
      }
      const written = yield* Effect.result(write(api, step, operation));
      if (written._tag === "Success") all.push(written.success);
      else if (written.failure._tag !== "Overtaken") return yield* Effect.fail(written.failure);
      else {
        yield* giveUp;
        return yield* Effect.fail(
          overtakenAt(
            step,
            all.map(({ head }) => head),
          ),
        );
      }
    }
    return all;
  });
