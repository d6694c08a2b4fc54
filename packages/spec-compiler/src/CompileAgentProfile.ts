/** The Agent Profile of a session's spec, merged with its blueprint's, as a validated AgentProfileSpec. */
import { blueprintSession, printJson } from "@idse/pipeline-artifacts";
import { AgentProfileSpec } from "./AgentProfileSpec.ts";
import { findProfileBlock, type NamedSource, type ProfileSource } from "./ProfileBlock.ts";
import { checkDraft, type SaidFields } from "./ProfileDraft.ts";
import { mergeProfiles } from "./ProfileMerge.ts";
import { printProfileYaml } from "./ProfilePrint.ts";
import type { ProfileProblem, ProfileWarning } from "./ProfileProblem.ts";
import { type ProfilePath, type ReadProfile, readProfileYaml } from "./ProfileYaml.ts";

export interface CompileInput {
  /** The spec to compile. */
  readonly session: ProfileSource;
  /** The spec of its blueprint; null where there is none. */
  readonly blueprint: ProfileSource | null;
}

export type CompileResult =
  | {
      readonly ok: true;
      readonly spec: AgentProfileSpec;
      /** The spec as YAML, with a comment on where it came from. */
      readonly yaml: string;
      readonly json: string;
      readonly warnings: ReadonlyArray<ProfileWarning>;
    }
  | { readonly ok: false; readonly problems: ReadonlyArray<ProfileProblem> };

interface ReadSource {
  readonly profile: ReadProfile | null;
  readonly said: SaidFields;
  readonly problems: ReadonlyArray<ProfileProblem>;
  readonly warnings: ReadonlyArray<ProfileWarning>;
}

/**
 * Compiles a profile. What the feature does not say comes from the blueprint; the blueprint itself
 * is merged with nothing. A blueprint without a profile is a warning, one with a wrong profile a
 * problem.
 */
export const compileAgentProfile = (input: CompileInput): CompileResult => compileWithPlaces(input).result;

export interface CompiledWithPlaces {
  readonly result: CompileResult;
  /** Where a field is said: in the feature, else in the blueprint; else the beginning of the feature's profile. */
  readonly placeOf: (path: ProfilePath) => {
    readonly path: string;
    readonly line: number;
    readonly column: number;
  };
}

export const compileWithPlaces = (input: CompileInput): CompiledWithPlaces => {
  const isBlueprint = input.session.id === (input.blueprint?.id ?? blueprintSession);
  const kind = isBlueprint ? "blueprint" : "feature";
  const session = readSource({ ...input.session, label: `The ${kind} "${input.session.id}"` });
  const blueprint = isBlueprint ? nothing : readBlueprint(input.blueprint, input.session.path);
  const problems = [...session.problems, ...blueprint.problems];
  const { profile } = session;
  if (profile === null || problems.length > 0) {
    return {
      result: { ok: false, problems },
      placeOf: () => ({ path: input.session.path, line: 1, column: 1 }),
    };
  }
  const placeOf = (path: ProfilePath) =>
    (blueprint.profile !== null && !says(session.said, path) && says(blueprint.said, path)
      ? blueprint.profile
      : profile
    ).placeOf(path);

  const parsed = AgentProfileSpec.safeParse({
    ...mergeProfiles(blueprint.said, session.said),
    source_session: input.session.id,
    source_blueprint: isBlueprint ? input.session.id : (input.blueprint?.id ?? null),
  });
  if (!parsed.success) {
    const absent = parsed.error.issues.map((issue) => missing(profile, issue.path));
    return { result: { ok: false, problems: absent }, placeOf };
  }
  const result: CompileResult = {
    ok: true,
    spec: parsed.data,
    yaml: printProfileYaml(parsed.data, input.session.path),
    json: printJson(parsed.data),
    warnings: [...session.warnings, ...blueprint.warnings],
  };
  return { result, placeOf };
};

/** Whether a document itself has something at a path; of a list it has all or nothing. */
const says = (said: SaidFields, path: ProfilePath): boolean => {
  let value: unknown = said;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
    value = Object.entries(value).find(([key]) => key === String(step))?.[1];
  }
  return value !== null && value !== undefined;
};

const nothing: ReadSource = { profile: null, said: {}, problems: [], warnings: [] };

const readSource = (source: NamedSource): ReadSource => {
  const found = findProfileBlock(source);
  if (!found.ok) return { ...nothing, problems: [found.problem] };
  const read = readProfileYaml(found.block);
  if (!read.ok) return { ...nothing, problems: [read.problem] };
  return { profile: read.profile, ...checkDraft(read.profile) };
};

const readBlueprint = (source: ProfileSource | null, sessionPath: string): ReadSource => {
  if (source === null) {
    const warning: ProfileWarning = {
      code: "blueprint-missing",
      path: sessionPath,
      line: 1,
      column: 1,
      message: "There is no blueprint spec; the profile was merged with nothing.",
      hint: "Nothing to do where the project has no blueprint profile.",
    };
    return { ...nothing, warnings: [warning] };
  }
  const read = readSource({ ...source, label: `The blueprint "${source.id}"` });
  const [problem] = read.problems;
  if (problem?.code !== "profile-section-missing") return read;
  const message = `${problem.message} The profile was merged with nothing.`;
  return { ...nothing, warnings: [{ ...problem, code: "blueprint-profile-missing", message }] };
};

/** Types were checked document by document, so a required field is what can still be missing. */
const missing = (profile: ReadProfile, path: ReadonlyArray<PropertyKey>): ProfileProblem => {
  const field = String(path[0]);
  return {
    code: "profile-invalid",
    ...profile.placeOf(path),
    message: `${profile.block.source.label}: "${field}" is missing, and no blueprint gives it.`,
    hint: `Add a line "${field}: …" to the Agent Profile.`,
  };
};
