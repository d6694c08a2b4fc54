import type { ResultOf } from "@idse/orchestrator/results/Results";

type Files = Pick<ResultOf<"files">, "created" | "updated" | "kept" | "removed" | "dryRun">;

export const renderFiles = ({ created, updated, kept, removed, dryRun }: Files): string => {
  const rows: ReadonlyArray<readonly [verb: string, paths: ReadonlyArray<string>]> = [
    [dryRun ? "would create" : "created", created],
    [dryRun ? "would update" : "updated", updated],
    [dryRun ? "would remove" : "removed", removed],
    ["kept", kept],
  ];
  const width = dryRun ? "would create".length : "created".length;
  const lines = rows.flatMap(([verb, paths]) => paths.map((path) => `  ${verb.padEnd(width)}  ${path}`));
  return lines.length === 0 ? "Nothing to write.\n" : `${lines.join("\n")}\n`;
};
