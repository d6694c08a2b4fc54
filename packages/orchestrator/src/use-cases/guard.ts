/** Changes of an agent held against the policy that its own hook asks: for git before a commit, and for CI. */
import { changesOf, decide, type Edit, type Facts, unreadable } from "@idse/agent-policy";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type GuardedFiles, type GuardQuestion, guardKnowledge } from "../guard/GuardFacts.ts";

/** A changed file: its text before and after; null where it was or is not there, or is no text that matters. */
export interface GuardedChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const decisionOn = ({ path, before, after }: GuardedChange, facts: Facts) => {
  const edits: ReadonlyArray<Edit> = after === null ? [] : [{ kind: "whole", path, text: after }];
  return decide(changesOf([path], edits), {
    ...facts,
    textOf: (asked) => (asked === path ? before : (facts.textOf?.(asked) ?? null)),
  });
};

export const guardChanges = (
  files: GuardedFiles,
  question: GuardQuestion,
  changes: ReadonlyArray<GuardedChange>,
) =>
  Effect.sync(() => {
    if (question.agent === null) {
      return answer("guard-report", { agent: null, project: null, mode: null, allowed: true, changes: [] });
    }
    const known = guardKnowledge(files, question);
    const { agent, project, mode } = known.facts;
    const decided = changes.map((change) => {
      const decision = known.ok ? decisionOn(change, known.facts) : unreadable(known.problem, known.facts);
      return decision.verdict === "allow"
        ? { path: change.path, verdict: "allow" as const, rule: null, reason: null, command: null }
        : { path: change.path, ...decision };
    });
    return answer("guard-report", {
      agent,
      project,
      mode,
      allowed: decided.every(({ verdict }) => verdict === "allow"),
      changes: decided,
    });
  });
