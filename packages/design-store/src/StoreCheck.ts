/**
 * The check of a store before it is used: in this order, and each step only where the one before it passed.
 * What fails says what to do about it.
 */
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import type { DesignStoreService } from "./DesignStore.ts";
import { newOperation } from "./Documents.ts";
import type { RevisionConflict, StoreFailure } from "./StoreFailure.ts";

/** `credentials`: there and accepted. `schema`: what must exist there does. `permissions`: reading and writing. */
export const storeCheckSteps = ["credentials", "schema", "permissions", "round-trip"] as const;
export type StoreCheckStep = (typeof storeCheckSteps)[number];

export interface StoreCheck {
  readonly step: StoreCheckStep;
  readonly outcome: "passed" | "failed" | "not-run";
  /** What was seen, as a sentence. */
  readonly message: string;
  /** What to do where it failed: a command, or a sentence. */
  readonly hint: string | null;
}

/** A step that found something wrong and knows what to do about it. */
export class StoreCheckFailed extends Data.TaggedError("StoreCheckFailed")<{
  readonly message: string;
  readonly hint: string;
}> {}

/** Each step answers with what it saw. */
export type StoreCheckSteps = Readonly<
  Record<StoreCheckStep, Effect.Effect<string, StoreCheckFailed | StoreFailure | RevisionConflict>>
>;

/** Runs the steps in their order; never fails, since what is wrong is the answer. */
export const runStoreChecks = (steps: StoreCheckSteps): Effect.Effect<ReadonlyArray<StoreCheck>> =>
  Effect.gen(function* () {
    const checks: Array<StoreCheck> = [];
    let failed = false;
    for (const step of storeCheckSteps) {
      if (failed) {
        checks.push({ step, outcome: "not-run", message: "Not tried.", hint: null });
        continue;
      }
      const result = yield* Effect.result(steps[step]);
      if (result._tag === "Success") {
        checks.push({ step, outcome: "passed", message: result.success, hint: null });
        continue;
      }
      const { failure } = result;
      failed = true;
      const hint = failure._tag === "StoreCheckFailed" ? failure.hint : null;
      checks.push({ step, outcome: "failed", message: failure.message, hint });
    }
    return checks;
  });

/** A session nobody has. */
export const newTestSession = (): string => `idse-store-test-${globalThis.crypto.randomUUID().slice(0, 8)}`;

/** Writes a document under a name nobody has, reads it, lists it and removes it again. */
export const roundTrip = (
  store: DesignStoreService,
  project: string,
  session: string = newTestSession(),
): Effect.Effect<string, StoreCheckFailed | StoreFailure | RevisionConflict> =>
  Effect.gen(function* () {
    const ref: DocumentRef = { project, session, kind: "intent" };
    const content = `# Intent\n\nWritten by \`idse store test\`, and removed by it.\n`;
    const made = yield* store.commit([{ _tag: "Put", ref, content, expect: "absent" }], newOperation());
    const [head] = made.heads;
    const [found] = yield* store.get([ref]);
    const { heads } = yield* store.heads({ project, sessions: [session] });
    const wrong = problem(head?.digest, found?._tag === "StoredDocument" ? found.digest : null, heads.length);
    if (head !== undefined)
      yield* store.commit([{ _tag: "Remove", ref, expect: { revision: head.revision } }], newOperation());
    return wrong === null ? "A document was written, read, listed and removed." : yield* wrong;
  });

const problem = (
  written: string | undefined,
  read: string | null,
  listed: number,
): StoreCheckFailed | null => {
  if (read === null || read !== written)
    return new StoreCheckFailed({
      message: "A document was written, and did not come back as it was.",
      hint: "Something between here and the store changes texts. Do not keep documents there.",
    });
  return listed === 1
    ? null
    : new StoreCheckFailed({
        message: `A document was written and ${listed} were listed.`,
        hint: "Reading is allowed for single documents and not for lists, or an index is missing.",
      });
};
