import type { ResultOf } from "@idse/orchestrator/results/Results";

type Files = Pick<ResultOf<"files">, "created" | "updated" | "kept">;

export const renderFiles = ({ created, updated, kept }: Files): string => {
  const lines = [
    ...created.map((path) => `  created  ${path}`),
    ...updated.map((path) => `  updated  ${path}`),
    ...kept.map((path) => `  kept     ${path}`),
  ];
  return lines.length === 0 ? "Nothing to write.\n" : `${lines.join("\n")}\n`;
};
