import type { ResultOf } from "@idse/orchestrator/results/Results";
import { syncTrash } from "@idse/orchestrator/use-cases/sync/kept";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { parseLimit } from "../../options.ts";
import { nameOf } from "../../render/sync.ts";

const render = ({ kept, remote, content, truncated }: ResultOf<"sync-trash">): string => {
  if (content !== null) return content;
  if (kept.length === 0) return `No sync with ${remote} took a text away.\n`;
  const lines = kept.map(
    ({ ref, digest, at, why }) => `${digest.slice("sha256:".length, 19)}  ${at}  ${nameOf(ref)}  ${why}\n`,
  );
  return `${lines.join("")}${truncated ? "Earlier ones were left out by --limit.\n" : ""}Print one: idse sync trash ${kept[0]?.digest.slice("sha256:".length, 19) ?? ""}\n`;
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("trash")
    .description("texts that syncs of this clone took away; one of them by its digest")
    .argument("[digest]", "print this text; its first four digits or more")
    .option("--remote <name>", "which remote, where there are several")
    .option("--limit <n>", "at most this many", parseLimit)
    .action((digest: string | undefined, options: { remote?: string; limit?: number }) =>
      cli.run(
        command,
        syncTrash({ remote: options.remote ?? null, limit: options.limit ?? null }, digest ?? null),
        { render, exact: digest !== undefined },
      ),
    );
};
