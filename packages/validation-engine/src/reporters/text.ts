/** One line per finding that counts, as compilers print them, and a line that sums up. */
import { isCounted } from "@idse/constitution-rules";
import type { Reporter } from "./Reporter.ts";
import { lineOf, verdictLine } from "./Wording.ts";

export const text: Reporter = (report) =>
  `${[...report.findings.filter(isCounted).map(lineOf), verdictLine(report)].join("\n")}\n`;
