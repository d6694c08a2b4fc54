import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as agentSpec } from "./agent-spec.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("compile").description("compile documents for other runtimes");
  agentSpec(group, cli);
};
