import type { FactCheck } from "../../Check.ts";

export const legacyPath: FactCheck<"legacy-path"> = ({ facts }) =>
  facts.legacyPaths.map(({ path, belongsAt, stage }) => ({
    category: "violation",
    stage,
    path,
    message: `Move this document to ${belongsAt}, or remove it.`,
    hint: `git mv ${path} ${belongsAt}`,
    about: path,
  }));
