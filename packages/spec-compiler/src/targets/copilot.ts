/**
 * A custom agent of GitHub Copilot:
 * https://docs.github.com/en/copilot/reference/custom-agents-configuration. It passes over names of tools that it
 * does not know.
 */
import { agentPrompt } from "../AgentPrompt.ts";
import { originOfSpec, withFrontMatter } from "../FrontMatter.ts";
import { seal } from "../OwnFile.ts";
import type { ProfileTarget } from "../Target.ts";
import { descriptionProblems, idProblems, memoryLosses, portableId, toolLosses } from "../TargetChecks.ts";
import { hint, hintsFor, hintsSchema } from "../TargetHints.ts";
import { nameTools, type ToolVocabulary } from "../ToolNames.ts";

const target = { id: "copilot", title: "GitHub Copilot" } as const;

/** "The prompt can be a maximum of 30,000 characters." */
const longestPrompt = 30_000;

const tools: ToolVocabulary = {
  abilities: {
    execute: ["execute"],
    read: ["read"],
    edit: ["edit"],
    search: ["search"],
    agent: ["agent"],
    web: ["web"],
    todo: ["todo"],
  },
  mcp: (server, tool) => `${server}/${tool}`,
};

const hints = hintsSchema({
  target: hint.oneOf(["vscode", "github-copilot"]).optional(),
  model: hint.text.optional(),
  "disable-model-invocation": hint.yesOrNo.optional(),
  "user-invocable": hint.yesOrNo.optional(),
});

export const copilot: ProfileTarget = {
  ...target,
  exportProfile: (spec) => {
    const said = hintsFor(target, spec, hints);
    const { names, unknown } = nameTools(spec.tools, tools);
    const prompt = agentPrompt(spec);
    const fields = {
      name: spec.name,
      description: spec.description.trim(),
      ...(names.length === 0 ? {} : { tools: names }),
      ...said.hints,
      // Names and values are both texts there; none is said by leaving it out.
      metadata: Object.fromEntries(Object.entries(originOfSpec(spec)).filter(([, value]) => value !== null)),
    };
    return {
      path: `.github/agents/${spec.id}.agent.md`,
      text: seal(withFrontMatter(fields, [], prompt)),
      losses: [
        ...toolLosses(target, unknown, names.length > 0),
        ...memoryLosses(target, spec),
        ...said.losses,
      ],
      problems: [
        ...idProblems(spec.id, portableId),
        ...descriptionProblems(target, spec),
        ...(prompt.length > longestPrompt
          ? [
              {
                code: "target-prompt-too-long" as const,
                field: [],
                message: `The prompt has ${prompt.length} characters, and ${target.title} takes ${longestPrompt}.`,
                hint: "Shorten the goals, constraints and other lists, which make up the prompt.",
              },
            ]
          : []),
        ...said.problems,
      ],
    };
  },
};
