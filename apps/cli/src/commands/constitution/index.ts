import type { Command } from "commander";
import type { Cli } from "../../cli.ts";
import { register as check } from "./check.ts";
import { register as list } from "./list.ts";
import { register as show } from "./show.ts";

export const register = (program: Command, cli: Cli): void => {
  const group = program.command("constitution").description("the rules that hold here, and why");
  for (const add of [list, show, check]) add(group, cli);
};
