/** Holds one document's profile against the types of the spec, and drops what counts as not said. */
import { AgentProfileSpec, ProfileDraft } from "./AgentProfileSpec.ts";
import type { ProfileProblem, ProfileWarning } from "./ProfileProblem.ts";
import type { ReadProfile } from "./ProfileYaml.ts";

/** What a profile says of the known fields; a field that is null is not said. */
export type SaidFields = Readonly<Record<string, unknown>>;

export interface CheckedDraft {
  readonly said: SaidFields;
  readonly problems: ReadonlyArray<ProfileProblem>;
  readonly warnings: ReadonlyArray<ProfileWarning>;
}

export const checkDraft = (profile: ReadProfile): CheckedDraft => {
  const { source } = profile.block;
  const said = saidFields(profile.value);
  const issues = ProfileDraft.safeParse(said).error?.issues ?? [];
  return {
    said,
    problems: issues.map(({ path, message }) => ({
      code: "profile-invalid",
      ...profile.placeOf(path),
      message: `${source.label}: ${fieldName(path)} ${message}.`,
      hint: hintFor(message),
    })),
    warnings: [...profile.warnings, ...unknownKeys(profile)],
  };
};

const isField = (key: string): boolean => Object.hasOwn(AgentProfileSpec.shape, key);

const saidFields = (value: Readonly<Record<string, unknown>>): SaidFields =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([key, one]) => Object.hasOwn(ProfileDraft.shape, key) && one !== null && one !== undefined,
    ),
  );

const unknownKeys = (profile: ReadProfile): ReadonlyArray<ProfileWarning> =>
  Object.keys(profile.value)
    .filter((key) => !isField(key))
    .map((key) => ({
      code: "profile-unknown-key",
      ...profile.placeOfKey(key),
      message: `${profile.block.source.label}: "${key}" is not a field of a profile and is left out.`,
      hint: `The fields are ${Object.keys(ProfileDraft.shape).join(", ")}. What only a run-time knows goes under runtime_hints.`,
    }));

/** `"goals"`, or `"goals" entry 2`. */
const fieldName = (path: ReadonlyArray<PropertyKey>): string => {
  const [field, index] = path;
  return typeof index === "number" ? `"${String(field)}" entry ${index + 1}` : `"${String(field)}"`;
};

const hintFor = (message: string): string => {
  if (message.includes("list")) return 'Write one "- …" line per entry.';
  if (message.includes("mapping")) return 'Write "key: value" lines below it.';
  if (message.includes("empty")) return "Write a text.";
  return "Put it in quotes; an unquoted number, true, or text with a colon and a space is not a text in YAML.";
};
