import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as claims } from "./claims.ts";
import { register as declare } from "./declare.ts";
import { register as demote } from "./demote.ts";
import { register as extractCandidates } from "./extract-candidates.ts";
import { register as merge } from "./merge.ts";
import { register as promote } from "./promote.ts";
import { register as reinforce } from "./reinforce.ts";
import { register as report } from "./report.ts";
import { register as verify } from "./verify.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program
    .command("blueprint")
    .description("what the project holds to be true, and what sessions bring into it");
  for (const add of [merge, declare, promote, reinforce, demote, claims, extractCandidates, verify, report])
    add(group, cli);
};
