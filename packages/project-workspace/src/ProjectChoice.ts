/** Which project a command means. The first of these that says something decides. */
import * as Data from "effect/Data";
import * as Result from "effect/Result";

export class ProjectUnknown extends Data.TaggedError("ProjectUnknown")<{
  readonly name: string;
  readonly projects: ReadonlyArray<string>;
}> {}

export class ProjectAmbiguous extends Data.TaggedError("ProjectAmbiguous")<{
  readonly projects: ReadonlyArray<string>;
}> {}

export class ProjectMissing extends Data.TaggedError("ProjectMissing")<Record<never, never>> {}

export interface ProjectChoiceInput {
  readonly flag: string | null;
  /** `IDSE_PROJECT` */
  readonly environment: string | null;
  /** What CURRENT_PROJECT says; a name that is no project falls through. */
  readonly pointer: string | null;
  /** `default_project` of the config. */
  readonly configured: string | null;
  /** All there are, in order. */
  readonly projects: ReadonlyArray<string>;
}

export const chooseProject = (
  input: ProjectChoiceInput,
): Result.Result<string, ProjectUnknown | ProjectAmbiguous | ProjectMissing> => {
  const { projects } = input;
  const asked = input.flag ?? input.environment;
  if (asked !== null) {
    return projects.includes(asked)
      ? Result.succeed(asked)
      : Result.fail(new ProjectUnknown({ name: asked, projects }));
  }
  for (const hint of [input.pointer, input.configured]) {
    if (hint !== null && projects.includes(hint)) return Result.succeed(hint);
  }
  const [first, second] = projects;
  if (first === undefined) return Result.fail(new ProjectMissing());
  return second === undefined ? Result.succeed(first) : Result.fail(new ProjectAmbiguous({ projects }));
};
