/** The few assertions that the cases need; they run under any test runner and in none. */
import type { RevisionConflict, revisionConflict, StoreFailure } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";

/** What a store did against the contract. */
export class ContractBroken extends Error {
  override readonly name = "ContractBroken";
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text;
};

export const check: (holds: boolean, claim: string) => asserts holds = (holds, claim) => {
  if (!holds) throw new ContractBroken(claim);
};

export const same = (actual: unknown, expected: unknown, what: string): void => {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(left === right, `${what}: expected ${show(expected)}, got ${show(actual)}`);
};

export const oneOf = (actual: string, allowed: ReadonlyArray<string>, what: string): void =>
  check(allowed.includes(actual), `${what}: expected ${allowed.join(" or ")}, got ${actual}`);

export type CommitFailure = RevisionConflict | StoreFailure;

/** The failure of an effect that must fail in one of these ways. */
export const failsWith = <A, R>(
  effect: Effect.Effect<A, CommitFailure, R>,
  tags: ReadonlyArray<CommitFailure["_tag"]>,
  what: string,
): Effect.Effect<CommitFailure, never, R> =>
  Effect.map(Effect.result(effect), (result) => {
    check(result._tag === "Failure", `${what}: expected ${tags.join(" or ")}, but it succeeded`);
    const { failure } = result;
    check(
      tags.includes(failure._tag),
      `${what}: expected ${tags.join(" or ")}, got ${failure._tag}: ${failure.message}`,
    );
    return failure;
  });

/** A commit that must be refused as out of date, naming these documents. */
export const conflictsOn = <A, R>(
  effect: Effect.Effect<A, CommitFailure, R>,
  expected: Parameters<typeof revisionConflict>[1],
  what: string,
): Effect.Effect<void, never, R> =>
  Effect.map(failsWith(effect, ["RevisionConflict"], what), (failure) => {
    check(failure._tag === "RevisionConflict", what);
    same(failure.refs.map(refKey).sort(), expected.map(refKey).sort(), `${what}: the documents named`);
  });
