/** Which mode holds, at which session. */
import { stageOrder } from "@idse/pipeline-artifacts/Stage";
import { type Denial, denied, type Facts, plain, type Rule, setMode, signOff } from "./Decision.ts";

export interface At {
  readonly project: string;
  readonly session: string | null;
}

const reached = ({ stageReached }: Facts, { project, session }: At) =>
  session === null ? null : stageReached(project, session);

/** `by-stage` plans until the work of the session has reached its implementation. */
export const isPlanning = (facts: Facts, at: At): boolean => {
  if (facts.mode !== "by-stage") return facts.mode === "planning";
  const stage = reached(facts, at);
  return stage === null || stageOrder(stage) < stageOrder("implementation");
};

/** A denial of planning mode, with what ends it. */
export const inPlanning = (rule: Rule, why: string, facts: Facts, at: At): Denial => {
  const agent = plain(facts.agent);
  if (facts.mode === "planning")
    return denied(rule, `${agent} is in planning mode in ${plain(facts.project)}: ${why}`, setMode(facts));
  const stage = reached(facts, at);
  return at.session === null || stage === null
    ? denied(rule, `${agent} plans until the work reaches implementation: ${why}`, setMode(facts))
    : denied(
        rule,
        `${agent} plans until the work of ${plain(at.session)} reaches implementation, and it stands at the ${stage}: ${why}`,
        signOff(at.project, at.session, stage, "completed"),
      );
};
