/** What the guard says of a call that an agent is about to make: the same to its own hook and to our MCP server. */
import { type Agent, type Decision, decide, payloadOf, unreadable } from "@idse/agent-policy";
import { type GuardQuestion, guardKnowledge } from "@idse/orchestrator/guard/GuardFacts";
import { guardedFiles } from "./files.ts";

const decided = (root: string, question: GuardQuestion, form: Agent, payload: string): Decision => {
  const known = guardKnowledge(guardedFiles(root), question);
  if (!known.ok) return unreadable(known.problem, known.facts);
  const read = payloadOf(form, payload);
  return read.ok ? decide(read.request, known.facts) : unreadable(read.problem, known.facts);
};

/** `form`: the agent as which the payload is written. Whatever goes wrong denies. */
export const decisionOn = (root: string, question: GuardQuestion, form: Agent, payload: string): Decision => {
  try {
    return decided(root, question, form, payload);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      verdict: "deny",
      rule: "unreadable",
      reason: `The guard could not look at this, and lets nothing through that it has not seen: ${why} A person can run: idse agents list`,
      command: "idse agents list",
    };
  }
};
