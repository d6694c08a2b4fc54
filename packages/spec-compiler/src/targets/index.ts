/** What a profile can be exported to, in the order in which it is listed to people. */
import type { ProfileTarget, TargetId } from "../Target.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { openAgentSpec } from "./open-agent-spec.ts";
import { opencode } from "./opencode.ts";

export const profileTargets: Readonly<Record<TargetId, ProfileTarget>> = {
  claude,
  copilot,
  codex,
  opencode,
  "open-agent-spec": openAgentSpec,
};
