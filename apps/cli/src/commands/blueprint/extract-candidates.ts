import {
  type CandidateOptions,
  extractCandidates,
} from "@idse/orchestrator/use-cases/blueprint/extractCandidates";
import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { parseLimit } from "../../options.ts";
import { renderCandidates } from "../../render/candidates.ts";

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("extract-candidates")
    .description("sentences that several sessions have come to say, with what would promote each")
    .option("--min-sessions <n>", "at least this many sessions say it (2)", parseLimit)
    .option("--limit <n>", "at most this many", parseLimit)
    .action((options: CandidateOptions) =>
      cli.run(command, extractCandidates(options), { render: renderCandidates, typed: true }),
    );
};
