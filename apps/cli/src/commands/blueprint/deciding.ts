/** Options of every command that decides about claims. */
import type { Command } from "commander";

export interface DeciderFlags {
  readonly dryRun?: true;
  readonly by?: string;
  readonly kind: string;
}

export const withDecider = (command: Command): Command =>
  command
    .option("--dry-run", "decide, and write nothing")
    .option("--by <name>", "who decides it; without it, who runs the command")
    .option("--kind <kind>", "whether a human or an agent decides it", "human");

export interface ClaimFlags extends DeciderFlags {
  readonly claim: string;
  readonly classification: string;
  readonly revive?: true;
}

/** Of those that bring a claim into force. */
export const withClaim = (command: Command): Command =>
  withDecider(
    command
      .requiredOption("--claim <text>", "what holds, as one sentence")
      .requiredOption(
        "--classification <class>",
        "invariant, boundary, ownership_rule or non_negotiable_constraint",
      )
      .option("--revive", "it was taken back once, and is to be in force again"),
  );
