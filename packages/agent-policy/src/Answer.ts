/** A decision as each agent takes it. */
import type { Decision } from "./Decision.ts";
import type { Agent } from "./payload/Payload.ts";

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: 0 | 2;
}

const silent: Answer = { stdout: "", stderr: "", exit: 0 };

/** Cursor blocks what a hook that must not fail says nothing to; an empty object is no opinion. */
const noOpinion: Answer = { stdout: "{}\n", stderr: "", exit: 0 };

/**
 * Exit code 2 and the reason on stderr is understood by all. Copilot drops the reason then, and so is told in
 * its own JSON, which no other agent would take for a denial. To allow is to have no opinion: an agent that
 * asks its user goes on asking.
 */
export const answerFor = (agent: Agent, decision: Decision): Answer => {
  if (decision.verdict === "allow") return agent === "cursor" ? noOpinion : silent;
  const { reason } = decision;
  if (agent === "copilot") {
    const stdout = `${JSON.stringify({ permissionDecision: "deny", permissionDecisionReason: reason })}\n`;
    return { stdout, stderr: "", exit: 0 };
  }
  return { stdout: "", stderr: `${reason}\n`, exit: 2 };
};
