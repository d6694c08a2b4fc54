import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { coloured } from "./diff.ts";

/** The diff of every document, and how to have it written. */
export const renderFix = ({ applied, documents, summary }: ResultOf<"fix">): string => {
  if (documents.length === 0) return "There is nothing that can be mended without a person's decision.\n";
  const diffs = documents.map((one) => coloured(one.diff)).join("");
  const what = `${count(summary.fixes - summary.skipped, "fix", "fixes")} in ${count(summary.documents, "document")}`;
  const rest =
    summary.skipped > 0 ? ` ${summary.skipped} more wait for another run; they change the same place.` : "";
  return applied
    ? `${diffs}\nWrote ${what}.${rest}\nNext: idse validate\n`
    : `${diffs}\nThis would be ${what}; nothing was written.${rest}\nNext: idse validate --fix --apply\n`;
};
