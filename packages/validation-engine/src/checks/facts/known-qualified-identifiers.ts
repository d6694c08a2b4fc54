import type { FactCheck } from "../../Check.ts";

/** Sessions that cannot be seen from here, as those of other repositories, are left alone. */
export const knownQualifiedIdentifiers: FactCheck<"known-qualified-identifiers"> = ({ examination, facts }) =>
  examination.references
    .filter(({ project, session, identifier }) => facts.defines(project, session, identifier) === false)
    .map((reference) => ({
      category: "violation" as const,
      stage: reference.stage,
      path: reference.path,
      range: reference,
      message: `Name something that exists: ${reference.project}/${reference.session} defines no ${reference.identifier}.`,
      hint: `idse trace --session ${reference.session}`,
      about: reference.about,
    }));
