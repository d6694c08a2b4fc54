import {
  type CandidateOptions,
  extractCandidates,
} from "@idse/orchestrator/use-cases/blueprint/extractCandidates";
import { type Command, InvalidArgumentError } from "commander";
import type { Cli } from "../../cli.ts";
import { parseLimit } from "../../options.ts";
import { renderCandidates } from "../../render/candidates.ts";

const several = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 2)
    throw new InvalidArgumentError("Give a whole number from 2; what one session says has not converged.");
  return Number(text);
};

export const register = (group: Command, cli: Cli): void => {
  const command = group
    .command("extract-candidates")
    .description("sentences that several sessions have come to say, with what would promote each")
    .option("--min-sessions <n>", "at least this many sessions say it (2)", several)
    .option("--limit <n>", "at most this many", parseLimit)
    .action((options: CandidateOptions) =>
      cli.run(command, extractCandidates(options), { render: renderCandidates, typed: true }),
    );
};
