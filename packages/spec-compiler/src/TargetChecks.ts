/** What several formats ask of a profile, and what several of them cannot say. */
import { isReadableName } from "@idse/pipeline-artifacts";
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import type { ProfileLoss, TargetName, TargetProblem } from "./Target.ts";

interface IdRule {
  readonly fits: (id: string) => boolean;
  /** How to choose another, as a sentence. */
  readonly hint: string;
}

/** A file name on every system and a word in every program. */
export const portableId: IdRule = {
  fits: (id) => /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/.test(id) && isReadableName(id),
  hint: 'Use 1 to 64 letters, digits, ".", "_" and "-", and begin and end with a letter or digit.',
};

export const idProblems = (id: string, rule: IdRule): ReadonlyArray<TargetProblem> =>
  rule.fits(id)
    ? []
    : [
        {
          code: "target-id",
          field: ["id"],
          message: `${JSON.stringify(id)} cannot be the name of an agent.`,
          hint: rule.hint,
        },
      ];

export const descriptionProblems = (
  { title }: TargetName,
  { description }: AgentProfileSpec,
): ReadonlyArray<TargetProblem> =>
  description.trim() === ""
    ? [
        {
          code: "target-description-missing",
          field: ["description"],
          message: `${title} needs a "description", by which it knows when the agent is meant.`,
          hint: 'Add a line "description: …" to the Agent Profile.',
        },
      ]
    : [];

/** For a format without a policy of memory. `instead`: a sentence on what there is. */
export const memoryLosses = (
  { title }: TargetName,
  { memory_policy }: AgentProfileSpec,
  instead?: string,
): ReadonlyArray<ProfileLoss> =>
  Object.keys(memory_policy).length === 0
    ? []
    : [
        {
          field: "memory_policy",
          reason: `${title} has no place for it.${instead === undefined ? "" : ` ${instead}`}`,
        },
      ];

/** For tools that only the prompt names. `limited`: whether the file holds the agent to any others. */
export const toolLosses = (
  { title }: TargetName,
  unknown: ReadonlyArray<string>,
  limited: boolean,
): ReadonlyArray<ProfileLoss> => {
  if (unknown.length === 0) return [];
  const tools = unknown.map((tool) => JSON.stringify(tool)).join(", ");
  const all = limited ? "" : " The file names no other, so the agent may use every tool.";
  return [{ field: "tools", reason: `${title} has no tool called ${tools}; only the prompt says so.${all}` }];
};
