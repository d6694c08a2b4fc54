/**
 * An agent of OpenCode: https://opencode.ai/docs/agents. The file's name is the agent's. A key that OpenCode does not
 * know goes to the model's provider unseen, so only known ones are written.
 */
import { agentPrompt } from "../AgentPrompt.ts";
import { originComment, withFrontMatter } from "../FrontMatter.ts";
import { seal } from "../OwnFile.ts";
import type { ProfileTarget } from "../Target.ts";
import { descriptionProblems, idProblems, memoryLosses, portableId, toolLosses } from "../TargetChecks.ts";
import { hint, hintsFor, hintsSchema } from "../TargetHints.ts";
import { nameTools, type ToolVocabulary } from "../ToolNames.ts";

const target = { id: "opencode", title: "OpenCode" } as const;

/** A file of one of these names changes the agent of OpenCode that has it. */
const builtIn = ["build", "plan", "general", "explore", "compaction", "title", "summary"];

const nameRule = {
  fits: (id: string) => portableId.fits(id) && !builtIn.includes(id.toLowerCase()),
  hint: `${portableId.hint} The names of agents that come with it are taken: ${builtIn.join(", ")}.`,
};

const tools: ToolVocabulary = {
  abilities: {
    execute: ["bash"],
    read: ["read"],
    edit: ["edit"],
    search: ["glob", "grep", "list"],
    agent: ["task"],
    web: ["webfetch", "websearch"],
    todo: ["todowrite"],
  },
  mcp: (server, tool) => `${server}_${tool}`,
};
const known = Object.values(tools.abilities).flat();

/**
 * What is not named is denied. What is named is left to the rest of the configuration: allowing it here would go past
 * what is denied there.
 */
const permissionFor = (named: ReadonlyArray<string>) =>
  Object.fromEntries(known.filter((tool) => !named.includes(tool)).map((tool) => [tool, "deny"]));

const hints = hintsSchema({
  mode: hint.oneOf(["primary", "subagent", "all"]).optional(),
  model: hint.text.regex(/^[^/\s]+\/\S+$/, "must be provider/model").optional(),
  variant: hint.text.optional(),
  temperature: hint.number.optional(),
  top_p: hint.number.optional(),
  steps: hint.count.optional(),
  hidden: hint.yesOrNo.optional(),
  disable: hint.yesOrNo.optional(),
  color: hint.text
    .regex(
      /^(?:#[0-9a-fA-F]{6}|primary|secondary|accent|success|warning|error|info)$/,
      "must be a colour such as #ff5733, or primary, secondary, accent, success, warning, error or info",
    )
    .optional(),
});

export const opencode: ProfileTarget = {
  ...target,
  exportProfile: (spec) => {
    const said = hintsFor(target, spec, hints);
    const { names, unknown } = nameTools(spec.tools, tools);
    const limited = names.length > 0;
    const fields = {
      description: spec.description.trim(),
      ...said.hints,
      ...(limited ? { permission: permissionFor(names) } : {}),
    };
    return {
      path: `.opencode/agents/${spec.id}.md`,
      text: seal(withFrontMatter(fields, [originComment(spec)], agentPrompt(spec))),
      losses: [
        ...toolLosses(target, unknown, limited),
        ...(limited
          ? [
              {
                field: "tools",
                reason: `${target.title} is told which of its own tools to deny; those of MCP servers and plugins stay.`,
              },
            ]
          : []),
        ...memoryLosses(target, spec),
        ...said.losses,
      ],
      problems: [...idProblems(spec.id, nameRule), ...descriptionProblems(target, spec), ...said.problems],
    };
  },
};
