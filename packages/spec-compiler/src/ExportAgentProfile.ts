/** The Agent Profile of a spec, compiled and written in the format of one target; its problems have places. */
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import { type CompileInput, compileWithPlaces } from "./CompileAgentProfile.ts";
import type { ProfileProblem, ProfileWarning } from "./ProfileProblem.ts";
import type { ProfileLoss, TargetId } from "./Target.ts";
import { profileTargets } from "./targets/index.ts";

export interface ExportInput extends CompileInput {
  readonly target: TargetId;
}

export type ExportResult =
  | {
      readonly ok: true;
      readonly spec: AgentProfileSpec;
      /** Relative to the repository, with `/`; a name alone where no program looks for such files by itself. */
      readonly path: string;
      readonly text: string;
      readonly losses: ReadonlyArray<ProfileLoss>;
      readonly warnings: ReadonlyArray<ProfileWarning>;
    }
  | { readonly ok: false; readonly problems: ReadonlyArray<ProfileProblem> };

export const exportAgentProfile = (input: ExportInput): ExportResult => {
  const { result, placeOf } = compileWithPlaces(input);
  if (!result.ok) return result;
  const target = profileTargets[input.target];
  const { path, text, losses, problems } = target.exportProfile(result.spec);
  if (problems.length > 0) {
    return {
      ok: false,
      problems: problems.map(({ code, field, message, hint }) => ({
        code,
        ...placeOf(field),
        message: `${target.title}: ${message}`,
        hint,
      })),
    };
  }
  return { ok: true, spec: result.spec, path, text, losses, warnings: result.warnings };
};
