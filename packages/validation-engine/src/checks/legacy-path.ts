import type { Check } from "../Check.ts";

export const legacyPath: Check<"legacy-path"> = ({ session }) =>
  session.legacyPaths.map(({ path, belongsAt, stage }) => ({
    category: "violation",
    stage,
    path,
    message: `Move this document to ${belongsAt}, or remove it.`,
    hint: `git mv ${path} ${belongsAt}`,
    about: path,
  }));
