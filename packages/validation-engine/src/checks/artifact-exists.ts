import { type Check, inSession } from "../Check.ts";

export const artifactExists: Check<"artifact-exists"> = ({ inScope, session }) =>
  inScope
    .filter((one) => one.document === null)
    .map(({ stage, path, problem }) =>
      typeof problem === "string"
        ? {
            category: "violation",
            stage,
            path,
            message: `Mend the ${stage}: ${problem}`,
            about: "unreadable",
          }
        : {
            category: "violation",
            stage,
            path,
            range: null,
            message: `Add the ${stage} document; it is missing.`,
            hint: `idse artifact write --stage ${stage}${inSession(session)}`,
            about: "",
          },
    );
