/**
 * A custom agent of Codex: https://developers.openai.com/codex/subagents. A file with a key that it does not know is
 * passed over with a warning.
 */
import { agentPrompt } from "../AgentPrompt.ts";
import { commented, originComment } from "../FrontMatter.ts";
import { seal } from "../OwnFile.ts";
import type { ProfileTarget } from "../Target.ts";
import { descriptionProblems, idProblems, memoryLosses, portableId } from "../TargetChecks.ts";
import { hint, hintsFor, hintsSchema } from "../TargetHints.ts";
import { tomlLines, tomlText } from "../TomlText.ts";

const target = { id: "codex", title: "Codex" } as const;

const hints = hintsSchema({
  model: hint.text.optional(),
  model_reasoning_effort: hint.oneOf(["none", "minimal", "low", "medium", "high", "xhigh"]).optional(),
  // The other modes let it write where the session may not.
  sandbox_mode: hint.oneOf(["read-only"]).optional(),
  nickname_candidates: hint.texts
    .min(1, "must hold at least one name")
    .refine(
      (names) => names.every((name) => /^[A-Za-z0-9 _-]+$/.test(name)),
      'must hold letters, digits, spaces, "-" and "_" alone',
    )
    .refine(
      (names) => new Set(names.map((name) => name.trim())).size === names.length,
      "must hold no name twice",
    )
    .optional(),
});

export const codex: ProfileTarget = {
  ...target,
  exportProfile: (spec) => {
    const said = hintsFor(target, spec, hints);
    const lines = [
      `name = ${tomlText(spec.id)}`,
      `description = ${tomlText(spec.description.trim())}`,
      ...Object.entries(said.hints ?? {}).map(
        ([key, value]) =>
          `${key} = ${typeof value === "string" ? tomlText(value) : `[${(value ?? []).map(tomlText).join(", ")}]`}`,
      ),
      `developer_instructions = ${tomlLines(agentPrompt(spec))}`,
    ];
    return {
      path: `.codex/agents/${spec.id}.toml`,
      text: seal(`${commented([originComment(spec)])}${lines.join("\n")}\n`),
      losses: [
        ...(spec.tools.length === 0
          ? []
          : [
              {
                field: "tools",
                reason: `${target.title} has no list of tools for an agent; only the prompt names them.`,
              },
            ]),
        ...memoryLosses(target, spec),
        ...said.losses,
      ],
      problems: [...idProblems(spec.id, portableId), ...descriptionProblems(target, spec), ...said.problems],
    };
  },
};
