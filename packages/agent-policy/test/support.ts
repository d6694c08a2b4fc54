/** A project `demo` with the session `checkout`, whose intent, context and spec are signed off, and `young`, where nothing is. */
import type { AgentMode } from "@idse/agent-registry";
import { stages } from "@idse/pipeline-artifacts/Stage";
import type { Facts } from "../src/Decision.ts";
import { decide } from "../src/decide.ts";
import { type Agent, payloadOf } from "../src/payload/Payload.ts";

export const root = "/repo";

/** Links in the tree: what lies at the first path is found at the second. */
const links: Readonly<Record<string, string>> = {
  "/repo/shortcut": "/repo/.idse/projects/demo",
  "/repo/docs/current": "/repo/.idse/projects/demo/sessions/young/specs",
  "/repo/out": "/elsewhere",
  "/link-to-repo": "/repo",
};

const resolve = (path: string): string => {
  const link = Object.keys(links).find((one) => path === one || path.startsWith(`${one}/`));
  return link === undefined ? path : `${links[link]}${path.slice(link.length)}`;
};

const texts: Readonly<Record<string, string>> = {
  ".idse/projects/demo/sessions/young/plans/plan.md":
    "# Plan\n\n<!-- idse-waive article-1/x until=2027-01-01 by=ada: agreed -->\n\nText\n",
};

export const facts = (mode: AgentMode, more: Partial<Facts> = {}): Facts => ({
  agent: "claude-code",
  mode,
  project: "demo",
  session: "checkout",
  root,
  caseInsensitive: false,
  resolve,
  stageReached: (_, session) => (session === "checkout" ? "implementation" : "spec"),
  signedOff: (_, session, stage) => session === "checkout" && stages.indexOf(stage) < 3,
  textOf: (path) => texts[path] ?? null,
  baseline: "ci/accepted.json",
  ...more,
});

export const planning = facts("planning");
export const implementation = facts("implementation");

/** `allow`, or the rule that denies. */
export const verdict = (agent: Agent, payload: string, of: Facts): string => {
  const read = payloadOf(agent, payload);
  if (!read.ok) return `problem: ${read.problem}`;
  const decision = decide(read.request, of);
  return decision.verdict === "allow" ? "allow" : decision.rule;
};

export const toolPayload = (tool: string, input: unknown, cwd = root): string =>
  JSON.stringify({ session_id: "s", cwd, hook_event_name: "PreToolUse", tool_name: tool, tool_input: input });

export const shell = (command: string, of: Facts, cwd = root): string =>
  verdict("claude", toolPayload("Bash", { command }, cwd), of);

export const write = (path: string, of: Facts, cwd = root): string =>
  verdict("claude", toolPayload("Write", { file_path: path, content: "x" }, cwd), of);
