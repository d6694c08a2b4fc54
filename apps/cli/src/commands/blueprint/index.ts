import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as merge } from "./merge.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("blueprint").description("what sessions bring into the blueprint");
  for (const add of [merge]) add(group, cli);
};
