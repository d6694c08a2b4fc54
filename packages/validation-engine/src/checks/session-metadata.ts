import type { Check } from "../Check.ts";

export const sessionMetadata: Check<"session-metadata"> = ({ session }) => {
  const { path, problem } = session.metadata;
  if (problem === null) return [];
  const point = { offset: 0, line: problem.line ?? 1, column: problem.column ?? 1 };
  return [
    {
      category: "violation",
      stage: null,
      path,
      range: problem.line === null ? null : { start: point, end: point },
      message: problem.message,
      about: "",
    },
  ];
};
