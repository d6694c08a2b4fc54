/** Which project a command means, or the failure that says why none is. */
import * as Data from "effect/Data";
import * as Result from "effect/Result";
import { type ProjectChoiceInput, projectMeant } from "./ProjectOrder.ts";

export class ProjectUnknown extends Data.TaggedError("ProjectUnknown")<{
  readonly name: string;
  readonly projects: ReadonlyArray<string>;
}> {}

export class ProjectAmbiguous extends Data.TaggedError("ProjectAmbiguous")<{
  readonly projects: ReadonlyArray<string>;
}> {}

export class ProjectMissing extends Data.TaggedError("ProjectMissing")<Record<never, never>> {}

export const chooseProject = (
  input: ProjectChoiceInput,
): Result.Result<string, ProjectUnknown | ProjectAmbiguous | ProjectMissing> => {
  const { projects } = input;
  const answer = projectMeant(input);
  switch (answer._tag) {
    case "Chosen":
      return Result.succeed(answer.project);
    case "Unknown":
      return Result.fail(new ProjectUnknown({ name: answer.name, projects }));
    case "Ambiguous":
      return Result.fail(new ProjectAmbiguous({ projects }));
    case "Missing":
      return Result.fail(new ProjectMissing());
  }
};
