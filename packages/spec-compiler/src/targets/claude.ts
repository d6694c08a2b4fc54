/**
 * A subagent of Claude Code: https://code.claude.com/docs/en/sub-agents. `tools` is what it is held to; without it
 * the agent has all tools of the session.
 */
import { agentPrompt } from "../AgentPrompt.ts";
import { originComment, withFrontMatter } from "../FrontMatter.ts";
import { seal } from "../OwnFile.ts";
import type { ProfileTarget } from "../Target.ts";
import { descriptionProblems, idProblems, memoryLosses, toolLosses } from "../TargetChecks.ts";
import { hint, hintsFor, hintsSchema } from "../TargetHints.ts";
import { nameTools, type ToolVocabulary } from "../ToolNames.ts";

const target = { id: "claude", title: "Claude Code" } as const;

const nameRule = {
  fits: (id: string) => id.length <= 64 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id),
  hint: "Use 1 to 64 of a-z and 0-9, in words joined by single hyphens.",
};

const tools: ToolVocabulary = {
  abilities: {
    execute: ["Bash"],
    read: ["Read"],
    edit: ["Edit", "Write", "NotebookEdit"],
    search: ["Grep", "Glob"],
    agent: ["Agent"],
    web: ["WebFetch", "WebSearch"],
    todo: ["TodoWrite"],
  },
  mcp: (server, tool) => (tool === "*" ? `mcp__${server}` : `mcp__${server}__${tool}`),
};

const hints = hintsSchema({
  model: hint.text.optional(),
  disallowedTools: hint.texts.optional(),
  // The other modes ask less of a person than the session does.
  permissionMode: hint.oneOf(["default", "plan"]).optional(),
  maxTurns: hint.count.optional(),
  skills: hint.texts.optional(),
  memory: hint.oneOf(["user", "project", "local"]).optional(),
  background: hint.yesOrNo.optional(),
  isolation: hint.oneOf(["worktree"]).optional(),
  effort: hint.text.optional(),
  color: hint.text.optional(),
});

export const claude: ProfileTarget = {
  ...target,
  exportProfile: (spec) => {
    const said = hintsFor(target, spec, hints);
    const { names, unknown } = nameTools(spec.tools, tools);
    const fields = {
      name: spec.id,
      description: spec.description.trim(),
      ...(names.length === 0 ? {} : { tools: names }),
      ...said.hints,
    };
    return {
      path: `.claude/agents/${spec.id}.md`,
      text: seal(withFrontMatter(fields, [originComment(spec)], agentPrompt(spec))),
      losses: [
        ...toolLosses(target, unknown, names.length > 0),
        ...memoryLosses(target, spec, "The memory it has is set with runtime_hints.claude.memory."),
        ...said.losses,
      ],
      problems: [...idProblems(spec.id, nameRule), ...descriptionProblems(target, spec), ...said.problems],
    };
  },
};
