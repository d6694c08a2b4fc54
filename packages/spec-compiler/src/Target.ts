/** A format that a profile is exported to, and what an export says beside the file. */
import type { AgentProfileSpec } from "./AgentProfileSpec.ts";
import type { TargetProblemCode } from "./ProfileProblem.ts";

/** As they are typed; also the keys of `runtime_hints` under which a profile speaks to each. */
export const targetIds = ["claude", "copilot", "codex", "opencode", "open-agent-spec"] as const;
export type TargetId = (typeof targetIds)[number];

/** Something of the profile that the file does not say, or does not say so that it holds. */
export interface ProfileLoss {
  /** A field, or a key of a mapping as in `runtime_hints.model`. */
  readonly field: string;
  readonly reason: string;
}

/** Why a profile cannot be exported, and at which field; without one it is about the whole. */
export interface TargetProblem {
  readonly code: TargetProblemCode;
  readonly field: ReadonlyArray<string | number>;
  readonly message: string;
  readonly hint: string;
}

export interface ExportedFile {
  /** Relative to the repository, with `/`; a name alone where no program looks for such files by itself. */
  readonly path: string;
  readonly text: string;
  readonly losses: ReadonlyArray<ProfileLoss>;
  /** Where there are any, path and text are not to be used. */
  readonly problems: ReadonlyArray<TargetProblem>;
}

export interface ProfileTarget {
  readonly id: TargetId;
  /** What people call it. */
  readonly title: string;
  /** The same profile gives the same bytes. */
  readonly exportProfile: (spec: AgentProfileSpec) => ExportedFile;
}

/** A target as its own checks speak of it. */
export type TargetName = Pick<ProfileTarget, "id" | "title">;
