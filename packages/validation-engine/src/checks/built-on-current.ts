import { type Check, inSession } from "../Check.ts";

const titled = (section: string): string => (section === "" ? "its opening" : `"${section}"`);

/** One finding for each source that changed. */
export const builtOnCurrent: Check<"built-on-current"> = ({ present, session }) =>
  present.flatMap(({ stage, path, signOff }) =>
    (signOff?.staleBecause ?? []).map(({ stage: source, sections }) => ({
      category: "violation" as const,
      stage,
      path,
      message: `Read the ${source} again, then sign the ${stage} off again or acknowledge the change: the ${source} changed in ${sections.map(titled).join(", ")} since.`,
      hint: `idse diff ${stage} --of ${source}${inSession(session)}`,
      about: source,
    })),
  );
