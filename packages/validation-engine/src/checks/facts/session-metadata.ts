import type { FactCheck } from "../../Check.ts";

export const sessionMetadata: FactCheck<"session-metadata"> = ({ examination }) => {
  const { path, problem } = examination.metadata;
  if (problem === null) return [];
  const line = problem.line ?? 1;
  const column = problem.column ?? 1;
  return [
    {
      category: "violation",
      stage: null,
      path,
      range: problem.line === null ? null : { line, column, endLine: line, endColumn: column },
      message: problem.message,
      about: "",
    },
  ];
};
