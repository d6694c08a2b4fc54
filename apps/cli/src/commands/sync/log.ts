import type { ResultOf } from "@idse/orchestrator/results/Results";
import { syncLog } from "@idse/orchestrator/use-cases/sync/kept";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { parseLimit } from "../../options.ts";
import { count } from "../../render/count.ts";
import { nameOf } from "../../render/sync.ts";

type Result = ResultOf<"sync-log">;

const entry = ({ at, direction, earned, documents }: Result["entries"][number]): string => {
  const lines = documents.map((one) => `    ${one.outcome.padEnd(8)}  ${nameOf(one.ref)}  ${one.case}\n`);
  return `${at}  ${direction}  ${earned ? "all that was asked" : "not all that was asked"}, ${count(documents.length, "document")}\n${lines.join("")}`;
};

const render = ({ entries, remote, truncated }: Result): string =>
  entries.length === 0
    ? `No sync with ${remote} did anything yet.\n`
    : `${entries.map(entry).join("")}${truncated ? "Earlier ones were left out by --limit.\n" : ""}`;

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("log")
    .description("what earlier syncs of this clone did, latest first")
    .option("--remote <name>", "which remote, where there are several")
    .option("--limit <n>", "at most this many", parseLimit)
    .action((options: { remote?: string; limit?: number }) =>
      cli.run(command, syncLog({ remote: options.remote ?? null, limit: options.limit ?? null }), { render }),
    );
};
