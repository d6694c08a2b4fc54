import type { FactCheck } from "../../Check.ts";

export const strayDocument: FactCheck<"stray-document"> = ({ facts }) =>
  facts.strayDocuments.map(({ path, stage, keptAs }) => ({
    category: "violation",
    stage,
    path,
    message: `Remove this file: the ${stage} is kept as ${keptAs}, and what stands here is not read.`,
    hint: `Write what is missing there with idse artifact write --stage ${stage}, then remove ${path}.`,
    about: path,
  }));
