/** What is wrong with, or worth saying about, an Agent Profile, and where it stands. */

/** What keeps a profile from being exported to a target. */
export type TargetProblemCode =
  | "target-id"
  | "target-description-missing"
  | "target-prompt-too-long"
  | "target-hint-invalid";

export type ProfileProblemCode =
  | "profile-section-missing"
  | "profile-block-missing"
  | "profile-empty"
  | "profile-not-a-mapping"
  | "profile-yaml"
  | "profile-invalid"
  | TargetProblemCode;

export type ProfileWarningCode =
  | "profile-unknown-key"
  | "profile-ambiguous-value"
  | "blueprint-missing"
  | "blueprint-profile-missing";

interface Placed<Code extends string> {
  readonly code: Code;
  /** The document's path, as it was handed in. */
  readonly path: string;
  /** Counted from 1, in the document. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** Why nothing was compiled. */
export type ProfileProblem = Placed<ProfileProblemCode>;

/** What the author should know although the profile compiled. */
export type ProfileWarning = Placed<ProfileWarningCode>;
