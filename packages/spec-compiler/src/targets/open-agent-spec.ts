/**
 * An Agent of Open Agent Spec 26.1: https://oracle.github.io/agent-spec. Its inputs, outputs and tools are typed, and a
 * profile's are words, so that they go into the prompt; metadata holds the rest as it is.
 */
import { printJson } from "@idse/pipeline-artifacts";
import * as z from "zod";
import type { AgentProfileSpec } from "../AgentProfileSpec.ts";
import { agentPrompt } from "../AgentPrompt.ts";
import { originOfSpec } from "../FrontMatter.ts";
import { seal, sealLine } from "../OwnFile.ts";
import type { ProfileLoss, ProfileTarget } from "../Target.ts";
import { idProblems, portableId } from "../TargetChecks.ts";
import { hint, hintsFor, hintsSchema } from "../TargetHints.ts";

const target = { id: "open-agent-spec", title: "Open Agent Spec" } as const;

/** The newest version that is released; newer readers take it too. */
const version = "26.1.0";

/** What the document calls the model where the profile names none: whoever loads it hands one in by this name. */
const modelToHandIn = "llm";

const named = { name: hint.text, model_id: hint.text };
const served = { ...named, url: hint.text };
/** A key to a model is a secret and belongs in no document. */
const model = z.union(
  [
    z.strictObject({ component_type: z.literal("OpenAiConfig"), ...named }),
    ...(["OpenAiCompatibleConfig", "VllmConfig", "OllamaConfig"] as const).map((type) =>
      z.strictObject({ component_type: z.literal(type), ...served }),
    ),
    z.strictObject({ $component_ref: hint.text }),
  ],
  "must hold component_type (OpenAiConfig, OpenAiCompatibleConfig, VllmConfig or OllamaConfig), name, model_id and, but for the first, url; or $component_ref alone",
);

const hints = hintsSchema({
  llm_config: model.optional(),
  human_in_the_loop: hint.yesOrNo.optional(),
});

export const openAgentSpec: ProfileTarget = {
  ...target,
  exportProfile: (spec) => {
    const said = hintsFor(target, spec, hints);
    const { [target.id]: _, ...otherHints } = spec.runtime_hints;
    const document = {
      component_type: "Agent",
      agentspec_version: version,
      metadata: {
        idse: {
          origin: sealLine,
          ...originOfSpec(spec),
          tools: spec.tools,
          memory_policy: spec.memory_policy,
          runtime_hints: otherHints,
        },
      },
      id: spec.id,
      name: spec.name,
      description: spec.description.trim(),
      llm_config: said.hints?.llm_config ?? { $component_ref: modelToHandIn },
      system_prompt: agentPrompt(spec),
      ...(said.hints?.human_in_the_loop === undefined
        ? {}
        : { human_in_the_loop: said.hints.human_in_the_loop }),
    };
    return {
      path: `${spec.id}.agent-spec.json`,
      text: seal(printJson(document)),
      losses: [
        ...(said.hints?.llm_config === undefined
          ? [
              {
                field: "runtime_hints.open-agent-spec.llm_config",
                reason: `It names no model, which ${target.title} wants: a loader has to hand in a component called "${modelToHandIn}".`,
              },
            ]
          : []),
        ...untyped(spec),
        ...placeholders(spec),
      ],
      problems: [...idProblems(spec.id, portableId), ...said.problems],
    };
  },
};

const untyped = (spec: AgentProfileSpec): ReadonlyArray<ProfileLoss> =>
  (["inputs", "outputs", "tools"] as const)
    .filter((field) => spec[field].length > 0)
    .map((field) => ({
      field,
      reason: `${target.title} wants each with its type, which a profile does not say; only the prompt names them.`,
    }));

/** Two braces around a word are an input there. */
const placeholders = (spec: AgentProfileSpec): ReadonlyArray<ProfileLoss> =>
  (["name", "description", "goals", "inputs", "outputs", "tools", "constraints"] as const).flatMap(
    (field) => {
      const found = [
        ...new Set([spec[field]].flat().flatMap((text) => text.match(/\{\{\s*\w+\s*\}\}/g) ?? [])),
      ];
      const inputs = `${found.join(", ")} for an input of the agent, to be filled in when it runs`;
      return found.length === 0 ? [] : [{ field, reason: `${target.title} takes ${inputs}.` }];
    },
  );
