/** Which project is meant. The first of these that says something decides. It imports nothing: a guard asks it too. */

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

export type ProjectAnswer =
  | { readonly _tag: "Chosen"; readonly project: string }
  | { readonly _tag: "Unknown"; readonly name: string }
  | { readonly _tag: "Ambiguous" }
  | { readonly _tag: "Missing" };

export const projectMeant = (input: ProjectChoiceInput): ProjectAnswer => {
  const { projects } = input;
  const asked = input.flag ?? input.environment;
  if (asked !== null)
    return projects.includes(asked) ? { _tag: "Chosen", project: asked } : { _tag: "Unknown", name: asked };
  for (const hint of [input.pointer, input.configured])
    if (hint !== null && projects.includes(hint)) return { _tag: "Chosen", project: hint };
  const [first, second] = projects;
  if (first === undefined) return { _tag: "Missing" };
  return second === undefined ? { _tag: "Chosen", project: first } : { _tag: "Ambiguous" };
};
